"""Mergers of before: their list, and the page that shows what undoing one brings back and what stays."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.actions.merging import as_compared
from services.registry.actions.unmerging import undo_merge
from services.registry.domain.undoing import last_day
from services.registry.queries.ikm_page import changes_since, get_ikm, newest_change
from services.registry.queries.merges import get_merge, list_merges
from services.registry.queries.undo_plan import undo_plan
from services.registry.queries.undo_refusals import require_undoable
from services.registry.web.history import steps
from services.registry.web.ikm_page import seen
from shared.clock import now
from shared.errors import RuleBroken, StaleForm
from shared.language import Message, gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.text import typed
from shared.web.transaction import reading, transaction

pages = Blueprint("merges", __name__, url_prefix="/ikm/penggabungan")


@pages.get("")
@allow(Right.REGISTER_READ)
def index() -> str:
    number = page_number()
    with reading() as session:
        merges, total = list_merges(session, SIZE, offset(number))
        page = Page(merges, number, SIZE, total)
        return render_template("registry/merging/list.html", page=page, at=now())


@pages.get("/<uuid:merge_id>")
@allow(Right.REGISTER_READ)
def show(merge_id: UUID) -> str:
    return _page(merge_id)


@pages.post("/<uuid:merge_id>")
@allow(Right.REGISTER_MERGE)
def undo(merge_id: UUID) -> ResponseReturnValue:
    looked_at = as_compared(request.form.get("kept_version", ""), request.form.get("gone_version", ""))
    try:
        with transaction() as session:
            gone_id = undo_merge(session, merge_id, typed("reason", 500), check=looked_at).gone_id
    except StaleForm as stale:
        return _page(merge_id, stale), stale.status
    flash(gettext("The merger is undone: there are two records again."), "success")
    return redirect(url_for("ikm.show", ikm_id=gone_id), 303)


def _page(merge_id: UUID, stale: StaleForm | None = None) -> str:
    with reading() as session:
        merge = get_merge(session, merge_id)
        kept, gone = get_ikm(session, merge.kept_id), get_ikm(session, merge.gone_id)
        plan = undo_plan(session, merge, kept, gone)
        obstacle: Message | None = None
        try:
            require_undoable(session, merge, kept, gone, plan)
        except RuleBroken as refusal:
            obstacle = refusal.message
        return render_template(
            "registry/merging/undo.html",
            merge=merge,
            kept=kept,
            gone=gone,
            plan=plan,
            obstacle=obstacle,
            until=last_day(merge.created_at),
            stale=stale,
            missed=steps(changes_since(session, seen(), kept.id, gone.id)) if stale else [],
            newest=newest_change(session, kept.id, gone.id),
        )

"""Rows that may be the same as a known business: both sides beside each other, and a person's word."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.registry.actions.import_decisions import decide
from services.registry.actions.import_series import NOUN, decide_all_alike
from services.registry.domain.doubt import worded
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from services.registry.queries.doubt_groups import SERIES, count_others, doubt_groups, others_of
from services.registry.queries.import_comparison import both_sides
from services.registry.queries.import_rows import get_row, list_waiting, next_waiting, rows_like
from services.registry.queries.imports import get_batch
from services.registry.schemas.import_rows import RowDecisionSchema
from shared.errors import InvalidInput
from shared.language import gettext, msg
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.transaction import reading, transaction
from shared.work.asking import live_about

pages = Blueprint("import_decisions", __name__, url_prefix="/impor/keputusan")


@pages.get("")
@allow(Right.IMPORTS_READ)
def index() -> str:
    number = page_number()
    batch_id = request.args.get("impor", type=UUID)
    with reading() as session:
        rows, total = list_waiting(session, batch_id, SIZE, offset(number))
        batches = {row.batch_id: get_batch(session, row.batch_id) for row in rows}
        groups = doubt_groups(session, batch_id)
    return render_template(
        "registry/imports/waiting.html",
        page=Page(rows, number, SIZE, total),
        batches=batches,
        batch_id=batch_id,
        groups=groups,
        worded=worded,
    )


@pages.get("/<uuid:row_id>")
@allow(Right.IMPORTS_READ)
def show(row_id: UUID) -> str:
    with reading() as session:
        row = get_row(session, row_id)
        batch = get_batch(session, row.batch_id)
        sides = both_sides(session, row)
    return render_template("registry/imports/decision.html", row=row, batch=batch, sides=sides)


@pages.post("/<uuid:row_id>")
@allow(Right.IMPORTS_WRITE)
def save(row_id: UUID) -> ResponseReturnValue:
    form = Form.load(RowDecisionSchema(), request.form)
    if not form.ok:
        raise InvalidInput({"decision": [msg("Choose: the same, different, or later.")]})
    with transaction() as session:
        decide(session, row_id, form.data["decision"], form.data.get("ikm_id"), form.data.get("seen") or None)
    with reading() as session:
        row = get_row(session, row_id)
        batch = get_batch(session, row.batch_id)
        following = next_waiting(session, row)
        alike = count_others(session, *_kept(session, row_id)) if form.data["decision"] != "later" else 0
    if alike >= SERIES - 1:
        flash(gettext("Noted. The same is asked of other rows of this list."), "success")
        return redirect(url_for("import_decisions.series", row_id=row_id), 303)
    if batch.status == "planned":
        flash(gettext("Noted. It is carried out when the list is written."), "success")
        return redirect(url_for("imports.show", batch_id=row.batch_id, jenis="possible"), 303)
    flash(str(_DONE[form.data["decision"]]), "success")
    if following is None:
        return redirect(url_for("import_decisions.index"), 303)
    return redirect(url_for("import_decisions.show", row_id=following), 303)


@pages.get("/<uuid:row_id>/serupa")
@allow(Right.IMPORTS_READ)
def series(row_id: UUID) -> str:
    number = page_number()
    with reading() as session:
        row = get_row(session, row_id)
        sample, batch = _kept(session, row_id)
        rows, total = rows_like(session, others_of(sample, batch), SIZE, offset(number))
        work = live_about(session, NOUN, [row_id]).get(row_id)
        following = next_waiting(session, row)
    return render_template(
        "registry/imports/series.html",
        row=row,
        batch=batch,
        doubt=worded(sample.doubt or ""),
        page=Page(rows, number, SIZE, total),
        work=work,
        following=following,
    )


@pages.post("/<uuid:row_id>/serupa")
@allow(Right.IMPORTS_WRITE)
def save_series(row_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        done = decide_all_alike(session, row_id, request.form.get("seen", type=int))
        batch_id = session.get_one(ImportRow, row_id).batch_id
        status = session.get_one(ImportBatch, batch_id).status
    if done.work_id:
        return redirect(url_for("import_decisions.series", row_id=row_id), 303)
    flash(str(done.said()), "success")
    if status == "planned":
        return redirect(url_for("imports.show", batch_id=batch_id, jenis="possible"), 303)
    return redirect(url_for("import_decisions.index", impor=batch_id), 303)


def _kept(session: Session, row_id: UUID) -> tuple[ImportRow, ImportBatch]:
    row = session.get_one(ImportRow, row_id)
    return row, session.get_one(ImportBatch, row.batch_id)


_DONE = {
    "same": msg("The row was added to that IKM."),
    "different": msg("The row is an IKM of its own now."),
    "later": msg("It stays on the list."),
}

"""Two records of one business: side by side, then one button."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.actions.merging import as_compared, merge
from services.registry.domain.field import Field, Kind
from services.registry.domain.fields import OWN
from services.registry.domain.merging import check_pair, differing
from services.registry.models.ikm import Ikm
from services.registry.queries.ikm_page import changes_since, get_ikm, id_of_number, newest_change
from services.registry.web.field_values import known_value
from services.registry.web.history import steps
from services.registry.web.ikm_page import seen
from shared.errors import InvalidInput, NotFound, StaleForm
from shared.language import gettext, msg
from shared.rights import Right
from shared.web.auth import allow
from shared.web.text import typed
from shared.web.transaction import reading, transaction

pages = Blueprint("merging", __name__, url_prefix="/ikm/<uuid:ikm_id>/gabung")


@pages.get("")
@allow(Right.REGISTER_MERGE)
def compare(ikm_id: UUID) -> str:
    return _page(ikm_id, request.args.get("dengan", "").strip())


def _page(ikm_id: UUID, asked: str, stale: StaleForm | None = None) -> str:
    with reading() as session:
        kept = get_ikm(session, ikm_id)
        gone = get_ikm(session, _other(session, asked)) if asked else None
        if gone is None:
            return render_template("registry/merging/choose.html", kept=kept)
        check_pair(kept.id, kept.status, gone.id)
        return render_template(
            "registry/merging/compare.html",
            kept=kept,
            gone=gone,
            rows=_rows(kept, gone),
            conflicts=differing(kept.data(), gone.data()),
            stale=stale,
            missed=steps(changes_since(session, seen(), kept.id, gone.id)) if stale else [],
            newest=newest_change(session, kept.id, gone.id),
        )


@pages.post("")
@allow(Right.REGISTER_MERGE)
def confirm(ikm_id: UUID) -> ResponseReturnValue:
    gone_id, versions = _compared()
    try:
        with transaction() as session:
            kept = merge(session, ikm_id, gone_id, typed("reason", 500), check=as_compared(*versions))
    except StaleForm as stale:
        return _page(ikm_id, str(gone_id), stale), stale.status
    flash(gettext("Merged into {number} {name}.", number=kept.number, name=kept.name), "success")
    return redirect(url_for("ikm.show", ikm_id=ikm_id), 303)


def _other(session: Any, asked: str) -> UUID:
    try:
        return UUID(asked)
    except ValueError:
        found = id_of_number(session, asked)
    if found is None:
        raise NotFound(msg("There is no IKM with the number {number}.", number=asked[:40]))
    return found


def _compared() -> tuple[UUID, tuple[str, str]]:
    try:
        return UUID(request.form["gone_id"]), (request.form["kept_version"], request.form["gone_version"])
    except (KeyError, ValueError) as error:
        raise InvalidInput({"gone_id": [msg("Choose the record to merge again.")]}) from error


def _rows(kept: Ikm, gone: Ikm) -> list[tuple[Field, str | None, str | None]]:
    mine, others = kept.data(), gone.data()
    shown = (field for field in OWN if field.kind is not Kind.NIK)
    rows = ((field, known_value(field, mine), known_value(field, others)) for field in shown)
    return [row for row in rows if row[1:] != (None, None)]

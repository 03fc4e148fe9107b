"""Rows that may be the same as a known business: both sides beside each other, and a person's word."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.actions.import_decisions import decide
from services.registry.queries.import_comparison import both_sides
from services.registry.queries.import_rows import get_row, list_waiting, next_waiting
from services.registry.queries.imports import get_batch
from services.registry.schemas.import_batch import RowDecisionSchema
from shared.errors import InvalidInput
from shared.language import gettext, msg
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.paging import SIZE, Page, offset, page_number
from shared.web.transaction import reading, transaction

pages = Blueprint("import_decisions", __name__, url_prefix="/impor/keputusan")


@pages.get("")
@allow(Right.IMPORTS_READ)
def index() -> str:
    number = page_number()
    batch_id = request.args.get("impor", type=UUID)
    with reading() as session:
        rows, total = list_waiting(session, batch_id, SIZE, offset(number))
        batches = {row.batch_id: get_batch(session, row.batch_id) for row in rows}
    return render_template(
        "registry/imports/waiting.html", page=Page(rows, number, SIZE, total), batches=batches, batch_id=batch_id
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
    if batch.status == "planned":
        flash(gettext("Noted. It is carried out when the list is written."), "success")
        return redirect(url_for("imports.show", batch_id=row.batch_id, jenis="possible"), 303)
    flash(str(_DONE[form.data["decision"]]), "success")
    if following is None:
        return redirect(url_for("import_decisions.index"), 303)
    return redirect(url_for("import_decisions.show", row_id=following), 303)


_DONE = {
    "same": msg("The row was added to that IKM."),
    "different": msg("The row is an IKM of its own now."),
    "later": msg("It stays on the list."),
}

"""The door of one meeting: one field for the code of a pass, and a sentence who came in, or why not."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.partners.actions.door import let_in
from services.partners.queries.attendance import attendance_of, require_list
from services.partners.schemas.door import DoorSchema
from services.partners.web.attendance import require_reachable
from services.partners.web.audience import scope
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading

pages = Blueprint("door", __name__, url_prefix="/penawaran/<uuid:offer_id>/daftar-hadir/sesi/<uuid:session_id>/pintu")


@pages.get("")
@allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
def show(offer_id: UUID, session_id: UUID) -> str:
    return _page(offer_id, session_id, Form.blank(DoorSchema()))


@pages.post("")
@allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
def scan(offer_id: UUID, session_id: UUID) -> ResponseReturnValue:
    require_reachable(offer_id)
    form, said = Form.load(DoorSchema(), request.form), None
    if form.ok:
        with form.saving() as session:
            said = come_in(session, offer_id, session_id, form.data["code"])
    if form.ok:
        return _page(offer_id, session_id, Form.blank(DoorSchema()), said)
    return _page(offer_id, session_id, form), form.status


def come_in(session: Session, offer_id: UUID, session_id: UUID, code: str) -> dict[str, Any]:
    """Let somebody in, and return what may be said of them. Raises NotFound for the list of another institution."""
    of = scope(Right.ATTENDANCE_WRITE)
    require_list(session, offer_id, of=of)
    let = let_in(session, offer_id, session_id, code)
    name = attendance_of(session, offer_id, of=of).attendee_of(let.enrolment.id).name
    return {"enrolment_id": let.enrolment.id, "name": name, "changed": let.changed}


def _page(offer_id: UUID, session_id: UUID, form: Form, said: dict[str, Any] | None = None) -> str:
    with reading() as session:
        shown = attendance_of(session, offer_id, of=scope(Right.ATTENDANCE_WRITE))
        return render_template(
            "partners/attendance/door.html",
            offer=shown.offer,
            meeting=shown.session_of(session_id),
            form=form,
            said=_sentence(said) if said else None,
            changed=said and said["changed"],
        )


def _sentence(said: dict[str, Any]) -> str:
    name = said["name"] or gettext("a participant without a name")
    if said["changed"]:
        return gettext("{name} is noted as present.", name=name)
    return gettext("{name} was noted as present already. Nothing has changed.", name=name)

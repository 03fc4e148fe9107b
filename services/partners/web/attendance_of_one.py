"""One person in an attendance list: excused beforehand, somebody else came, a note, a correction."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions.attendance import note_all
from services.partners.domain.attendance import ABSENT, EXCUSED, PENDING, PRESENT, SICK, STATES
from services.partners.domain.mark import Mark
from services.partners.queries.attendance import attendance_of
from services.partners.schemas.attendance import PersonMarkSchema
from services.partners.web.attendance import require_reachable, source
from services.partners.web.audience import scope
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading

pages = Blueprint(
    "attendance_of_one", __name__, url_prefix="/penawaran/<uuid:offer_id>/daftar-hadir/peserta/<uuid:enrolment_id>"
)
CHOICES = {state: STATES[state] for state in (PRESENT, EXCUSED, SICK, ABSENT, PENDING)}


@pages.get("")
@allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
def show(offer_id: UUID, enrolment_id: UUID) -> str:
    with reading() as session:
        who = attendance_of(session, offer_id, of=scope(Right.ATTENDANCE_WRITE)).attendee_of(enrolment_id)
    instead = {"came_instead": who.delegate.name, "relation": who.delegate.relation or ""} if who.delegate else {}
    return _page(offer_id, enrolment_id, Form.blank(PersonMarkSchema(), **instead))


@pages.post("")
@allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
def save(offer_id: UUID, enrolment_id: UUID) -> ResponseReturnValue:
    require_reachable(offer_id)
    form = Form.load(PersonMarkSchema(), request.form)
    if form.ok:
        with form.saving() as session:
            note_all(session, offer_id, [_mark(enrolment_id, form)], source=source(), reason=form.data["reason"])
        if form.ok:
            flash(gettext("Noted."))
            return redirect(url_for(".show", offer_id=offer_id, enrolment_id=enrolment_id), 303)
    return _page(offer_id, enrolment_id, form), form.status


def _mark(enrolment_id: UUID, form: Form) -> Mark:
    instead, relation, note = (form.data[name] or "" for name in ("came_instead", "relation", "note"))
    return Mark(enrolment_id, form.data["session_id"], form.data["state"], instead, relation, note)


def _page(offer_id: UUID, enrolment_id: UUID, form: Form) -> str:
    with reading() as session:
        shown = attendance_of(session, offer_id, of=scope(Right.ATTENDANCE_WRITE))
        return render_template(
            "partners/attendance/person.html",
            offer=shown.offer,
            sessions=shown.sessions,
            who=shown.attendee_of(enrolment_id),
            form=form,
            choices=CHOICES,
        )

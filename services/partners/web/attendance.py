"""The attendance list, whole or one session for one hand: the office and the institution fill it in."""

from collections.abc import Collection, Sequence
from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions.attendance import Noted, note_all
from services.partners.domain.attendance import PENDING, PRESENT
from services.partners.domain.mark import Mark
from services.partners.queries.attendance import AttendanceList, attendance_of, require_list
from services.partners.schemas.attendance import EntriesSchema
from services.partners.web.attendance_sheet import LETTERS, changes, letters_of, pressed
from services.partners.web.audience import scope
from shared.context import actor
from shared.language import gettext
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.text import typed
from shared.web.transaction import reading, transaction

pages = Blueprint("attendance", __name__, url_prefix="/penawaran/<uuid:offer_id>/daftar-hadir")


@pages.get("")
@allow(Right.ATTENDANCE_READ, Right.OWN_ATTENDANCE_READ)
def show(offer_id: UUID) -> str:
    with reading() as session:
        shown = attendance_of(session, offer_id, of=scope(Right.ATTENDANCE_READ))
        return render_template("partners/attendance/list.html", shown=shown, offer=shown.offer, rows=letters_of(shown))


@pages.post("")
@allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
def save(offer_id: UUID) -> ResponseReturnValue:
    require_reachable(offer_id)
    _note(offer_id, changes(request.form), typed("reason"))
    return redirect(url_for("attendance.show", offer_id=offer_id), 303)


@pages.post("/kirim")
@allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
def send(offer_id: UUID) -> ResponseReturnValue:
    """Take what a browser kept while there was no line; it reads the answer itself."""
    require_reachable(offer_id)
    form = Form.load(EntriesSchema(), request.form)
    noted = Noted([], [])
    if form.ok:
        with form.saving() as session:
            marks = [Mark(**entry) for entry in form.data["entries"]]
            noted = note_all(session, offer_id, marks, source=source(), reason=form.data["reason"])
    said = [sentence for sentences in form.errors.values() for sentence in sentences]
    overtaken = [[str(item.enrolment_id), str(item.session_id)] for item in noted.overtaken]
    return jsonify(changed=len(noted.changed), overtaken=overtaken, refused=said), form.status


@pages.get("/sesi/<uuid:session_id>")
@allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
def one_session(offer_id: UUID, session_id: UUID) -> str:
    with reading() as session:
        shown = attendance_of(session, offer_id, of=scope(Right.ATTENDANCE_WRITE))
        meeting = shown.session_of(session_id)
        return render_template(
            "partners/attendance/session.html", shown=shown, offer=shown.offer, meeting=meeting, letters=LETTERS
        )


@pages.post("/sesi/<uuid:session_id>")
@allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
def mark_one(offer_id: UUID, session_id: UUID) -> ResponseReturnValue:
    """Note one person, by the button that was pressed: whom, what was seen, what is."""
    require_reachable(offer_id)
    who, seen, state = pressed(request.form.get("mark", ""))
    _note(offer_id, [Mark(who, session_id, state, seen=seen)], typed("reason"))
    return redirect(
        url_for("attendance.one_session", offer_id=offer_id, session_id=session_id, _anchor=f"p-{who}"), 303
    )


@pages.post("/sesi/<uuid:session_id>/semua-hadir")
@allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
def all_present(offer_id: UUID, session_id: UUID) -> ResponseReturnValue:
    """Note everybody as present of whom nothing is noted yet; the exceptions follow."""
    with transaction() as session:
        shown = attendance_of(session, offer_id, of=scope(Right.ATTENDANCE_WRITE))
        typed_before = changes(request.form) if _whole_list_sent() else []
        rest = _unnoted(shown, shown.session_of(session_id).id, {item.place for item in typed_before})
        noted = note_all(session, offer_id, [*typed_before, *rest], source=source(), reason=typed("reason"))
    flash(gettext("Noted: {count}. Now put right who was not there.", count=len(noted.changed)))
    if _whole_list_sent():
        return redirect(url_for("attendance.show", offer_id=offer_id), 303)
    return redirect(url_for("attendance.one_session", offer_id=offer_id, session_id=session_id), 303)


def _whole_list_sent() -> bool:
    return "people" in request.form


def require_reachable(offer_id: UUID) -> None:
    """Raise NotFound for the list of another institution, before anything that was sent is looked at."""
    with reading() as session:
        require_list(session, offer_id, of=scope(Right.ATTENDANCE_WRITE))


def source() -> str:
    """Return by whom it is noted."""
    return "institution" if actor().institution_id else "office"


def _unnoted(shown: AttendanceList, session_id: UUID, typed_before: Collection[tuple[UUID, UUID]]) -> list[Mark]:
    rest = (item.enrolment_id for item in shown.people if item.marks.get(session_id, PENDING) == PENDING)
    return [Mark(one, session_id, PRESENT, seen=PENDING) for one in rest if (one, session_id) not in typed_before]


def _note(offer_id: UUID, marks: Sequence[Mark], reason: str) -> None:
    with transaction() as session:
        shown = attendance_of(session, offer_id, of=scope(Right.ATTENDANCE_WRITE))
        noted = note_all(session, offer_id, marks, source=source(), reason=reason)
        names = [shown.attendee_of(item.enrolment_id).name or "–" for item in noted.overtaken]
    if names:
        flash(gettext("Somebody else noted this meanwhile, look again: {names}", names=", ".join(names)), "warning")
    if noted.changed:
        flash(gettext("Noted: {count}.", count=len(noted.changed)))

"""Single meetings of a programme that runs: moved, cancelled and added by the office and by the institution itself."""

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions import session_checks, sessions
from services.partners.schemas.session import AddedSessionsSchema, CancelledSessionSchema, MovedSessionSchema
from services.partners.web.audience import scope
from services.partners.web.session_pages import (
    Attempt,
    add_page,
    as_shown,
    cancel_page,
    form_of,
    move_page,
    require_own,
)
from services.partners.web.session_times import meetings_of
from shared.database import new_id
from shared.language import Message, msg, translate
from shared.rights import Right
from shared.web.auth import allow
from shared.web.forms import Form
from shared.web.transaction import reading

pages = Blueprint("sessions", __name__, url_prefix="/penawaran/<uuid:offer_id>/pertemuan")
MOVED = msg("The meeting is moved. Everybody who comes is told once.")
CANCELLED = msg("The meeting is cancelled. Everybody who comes is told once.")
ADDED = msg("The meetings are added. Everybody who comes is told once.")


@pages.get("/<uuid:session_id>/pindahkan")
@allow(Right.OFFERS_MOVE, Right.OWN_OFFERS_WRITE)
def move(offer_id: UUID, session_id: UUID) -> str:
    with reading() as session:
        offer, found = as_shown(session, offer_id, session_id)
        return move_page(session, offer, found, Attempt(form_of(found)))


@pages.post("/<uuid:session_id>/pindahkan")
@allow(Right.OFFERS_MOVE, Right.OWN_OFFERS_WRITE)
def save_move(offer_id: UUID, session_id: UUID) -> ResponseReturnValue:
    """Show what it leads to; save it once that was seen."""
    require_own(offer_id)
    attempt = Attempt(form := Form.load(MovedSessionSchema(), request.form))
    if form.ok:
        with attempt.saving() as session:
            if form.data["sure"]:
                sessions.move_session(session, offer_id, session_id, form.data, form.data["seen"])
            else:
                session_checks.to_move(session, offer_id, session_id, form.data)
        if form.ok and form.data["sure"]:
            return _done(offer_id, MOVED)
    with reading() as session:
        return move_page(session, *as_shown(session, offer_id, session_id), attempt), form.status


@pages.get("/<uuid:session_id>/batalkan")
@allow(Right.OFFERS_MOVE, Right.OWN_OFFERS_WRITE)
def cancel(offer_id: UUID, session_id: UUID) -> str:
    with reading() as session:
        offer, found = as_shown(session, offer_id, session_id)
        return cancel_page(session, offer, found, Form.blank(CancelledSessionSchema(), sequence=found.sequence))


@pages.post("/<uuid:session_id>/batalkan")
@allow(Right.OFFERS_MOVE, Right.OWN_OFFERS_WRITE)
def save_cancel(offer_id: UUID, session_id: UUID) -> ResponseReturnValue:
    require_own(offer_id)
    form = Form.load(CancelledSessionSchema(), request.form)
    if form.ok:
        with form.saving() as session:
            sessions.cancel_session(session, offer_id, session_id, form.data)
        if form.ok:
            return _done(offer_id, CANCELLED)
    with reading() as session:
        return cancel_page(session, *as_shown(session, offer_id, session_id), form), form.status


@pages.get("/tambah")
@allow(Right.OFFERS_MOVE, Right.OWN_OFFERS_WRITE)
def add(offer_id: UUID) -> str:
    with reading() as session:
        return add_page(session, offer_id, Attempt(Form.blank(AddedSessionsSchema(), form_id=new_id())))


@pages.post("/tambah")
@allow(Right.OFFERS_MOVE, Right.OWN_OFFERS_WRITE)
def save_added(offer_id: UUID) -> ResponseReturnValue:
    """Show what it leads to; save it once that was seen."""
    require_own(offer_id)
    attempt = Attempt(form := Form.load(AddedSessionsSchema(), request.form))
    if form.ok:
        with attempt.saving() as session:
            meetings = meetings_of(form.data)
            if form.data["sure"]:
                form_id = form.data.get("form_id") or new_id()
                sessions.add_sessions(session, offer_id, form_id, meetings, form.data["seen"])
            else:
                session_checks.to_add(session, offer_id, meetings)
        if form.ok and form.data["sure"]:
            return _done(offer_id, ADDED)
    with reading() as session:
        return add_page(session, offer_id, attempt), form.status


def _done(offer_id: UUID, said: Message) -> ResponseReturnValue:
    flash(translate(said))
    page = "offers.show" if scope(Right.OFFERS_MOVE) is None else "own_offers.show"
    return redirect(url_for(page, offer_id=offer_id, _anchor="pertemuan"), 303)

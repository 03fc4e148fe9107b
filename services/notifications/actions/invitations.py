"""Facts about invitations: the invitation itself, reminders, confirmations, and what an answer makes superfluous."""

from datetime import datetime

from sqlalchemy.orm import Session

from services.notifications.actions import endings, messages
from services.notifications.domain import message as rules
from services.notifications.domain.addressee import Addressee
from services.notifications.domain.reminder import by_day, reminder_times
from services.notifications.domain.template import ASKING
from services.notifications.models.message import Message
from services.notifications.queries import readers
from shared.clock import now
from shared.events.contract import dump
from shared.events.partners import InvitationAnswered, InvitationClosed, InvitationIssued

TOLD = {"offer_cancelled": "offer_cancelled_ikm", "seat_withdrawn": "seat_withdrawn"}
"""Which mail an IKM gets of what it is told about its invitation."""
GIVEN_BACK = "seat_given_back"


def invite(session: Session, event: InvitationIssued) -> None:
    """Invite an IKM that has an address, and plan its reminders; one without stands on partners' call list."""
    if event.email is None:
        return
    about_it = Message.invitation_id == event.invitation_id
    for earlier in messages.waiting(session, about_it, Message.template.in_(ASKING)):
        earlier.become(rules.CANCELLED, "replaced")
    to = _addressee(event, event.email)
    if event.promoted:
        # Seats fall free when a deadline passes, at midnight.
        not_before = by_day(now(), before=event.answer_by) if event.by_system else None
        _ask(session, "invitation_promoted", to, event, not_before=not_before)
    else:
        _ask(session, "invitation", to, event)
    for days, instant in reminder_times(event.answer_by, now()):
        _ask(session, "invitation_reminder", to, event, days=days, not_before=instant)


def confirm(session: Session, event: InvitationAnswered) -> None:
    """Stop asking, confirm the answer to the IKM, tell the institution. An answer older than one known is dropped."""
    if not endings.note(session, event.invitation_id, "answered", event.revision):
        return
    messages.ask_again(session, Message.invitation_id == event.invitation_id)
    offer_id, context = event.offer.offer_id, dump(event)
    if event.email:
        messages.queue(
            session,
            "invitation_answered_ikm",
            _addressee(event, event.email),
            context,
            offer_id=offer_id,
            invitation_id=event.invitation_id,
        )
    if event.to_institution:
        _tell_institution(session, event)


def _tell_institution(session: Session, event: InvitationAnswered) -> None:
    """Say who comes. Why somebody does not, and who comes instead, is not for a mailbox: the page shows what it may."""
    context = dump(event)
    item = {name: context[name] for name in ("offer", "ikm_id", "ikm_name", "answer")}
    for to in readers.institution(session, event.offer):
        messages.gather(
            session,
            "invitation_answered_institution",
            to,
            {**item, "invitation_id": str(event.invitation_id)},
            offer_id=event.offer.offer_id,
        )


def close(session: Session, event: InvitationClosed) -> None:
    """Stop what waits about an invitation that ended; the IKM is told, or gets confirmed what it asked for, by mail."""
    reason = event.notice if event.notice in rules.REASONS else "invitation_closed"
    endings.note(session, event.invitation_id, reason, event.revision)
    messages.ask_again(session, Message.invitation_id == event.invitation_id)
    template = GIVEN_BACK if event.asked_by_ikm else TOLD.get(event.notice or "")
    if template and event.email:
        messages.queue(
            session,
            template,
            _addressee(event, event.email),
            dump(event),
            offer_id=event.offer.offer_id,
            invitation_id=event.invitation_id,
        )


def _ask(
    session: Session,
    template: str,
    to: Addressee,
    event: InvitationIssued,
    *,
    days: int | None = None,
    not_before: datetime | None = None,
) -> None:
    messages.queue(
        session,
        template,
        to,
        {**dump(event), "days": days},
        offer_id=event.offer.offer_id,
        invitation_id=event.invitation_id,
        not_before=not_before,
        expires_at=event.answer_by,
    )


def _addressee(event: InvitationIssued | InvitationAnswered | InvitationClosed, address: str) -> Addressee:
    return Addressee(event.recipient_name, address, event.language, ikm_id=event.ikm_id)

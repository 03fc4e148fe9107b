"""A message: put on the list, stopped, sent again by a person. Who gets what stands beside the facts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from services.notifications.actions.announcements import announce_another_try, announce_arrival, announce_failure
from services.notifications.actions.named import leave_out_changed, leave_out_unwilling
from services.notifications.domain import message as rules
from services.notifications.domain.addressee import Addressee
from services.notifications.models.message import Message, found, locked, still
from services.notifications.models.message_claims import is_known
from services.notifications.queries.known import Known
from services.notifications.queries.permission import GO, may_go
from shared import address as addresses
from shared.audit import record
from shared.clock import now
from shared.context import SYSTEM, acting_as, correlation_id
from shared.database import new_id
from shared.errors import NotFound, RuleBroken, StaleForm
from shared.language import msg
from shared.messaging.restoration import is_replayed
from shared.wake import wake_clock


def queue(
    session: Session,
    template: str,
    to: Addressee,
    context: dict[str, Any],
    *,
    offer_id: UUID | None = None,
    invitation_id: UUID | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    known: Known | None = None,
) -> Message:
    """Put one mail on the list, or on record as held back. ``known``: what was asked for others of the same fact."""
    at = now()
    message = Message(
        id=new_id(),
        created_at=at,
        template=template,
        recipient_name=addresses.header_text(to.name),
        address=to.address.strip(),
        language=to.language,
        context=context,
        state=rules.QUEUED,
        next_attempt_at=not_before or at,
        expires_at=expires_at or at + rules.KEPT_WAITING,
        invitation_id=invitation_id,
        ikm_id=to.ikm_id,
        offer_id=offer_id,
        account_id=to.account_id,
        institution_id=to.institution_id,
        correlation_id=correlation_id(),
    )
    rest_if_stopped(session, message, known)
    may_go_some_day = message.state == rules.QUEUED or message.reason == rules.NO_PARTNER
    if may_go_some_day and message.next_attempt_at <= at and is_replayed(session):
        message.become(rules.UNCERTAIN, "restored")
    if message.state == rules.QUEUED and message.next_attempt_at <= at:
        wake_clock(session)
    session.add(message)
    return message


def rest_if_stopped(session: Session, message: Message, known: Known | None = None) -> bool:
    """Let a waiting mail rest that may never go, which is said where somebody must be called; tell whether it does."""
    known = known or Known(session)
    answer = may_go(session, message, known, now())
    if answer == GO:
        leave_out_unwilling(session, message)
        leave_out_changed(session, message)
    else:
        if answer.reason == "address_blocked":  # it is that address of which everybody is told, not the one before
            message.address = known.reader(message.addressee).address
        message.become(answer.state, answer.reason)
        announce_failure(session, message)
    return answer.stops


def waiting(session: Session, *conditions: Any) -> Sequence[Message]:
    """Return every matching message that no worker has begun to send, for change."""
    found = select(Message).where(Message.state == rules.QUEUED, is_known(), *conditions)
    # In one order, so that two workers with the same messages in view never wait for each other.
    in_order = found.order_by(Message.id).with_for_update().execution_options(populate_existing=True)
    return session.scalars(in_order).all()


def ask_again(session: Session, *conditions: Any) -> None:
    """Let every matching message rest that may not go any more: early cleaning, each is asked as it goes."""
    for message in waiting(session, *conditions):
        rest_if_stopped(session, message)


def resend(session: Session, email_id: UUID, revision: int | None = None) -> Message:
    """Put a failed or uncertain mail on the list again, with the Message-ID it had."""
    message = _open(session, email_id, revision)
    rules.require_resendable(message.state, message.reason)
    if message.expires_at <= now():
        raise RuleBroken(msg("This mail would come too late to matter."))
    answer = may_go(session, message, Known(session), now())
    if answer.stops:
        raise RuleBroken(msg("This mail cannot be sent: {reason}", reason=rules.REASONS[answer.reason or ""]))
    record(
        session,
        noun="email",
        noun_id=message.id,
        action="resend",
        old={"state": message.state},
        new={"state": rules.QUEUED},
    )
    announce_another_try(session, message)
    message.become(rules.SEND_AGAIN)
    message.next_attempt_at, message.settled_at = now(), None
    wake_clock(session)
    return message


def confirm_arrival(session: Session, email_id: UUID, revision: int | None = None) -> Message:
    """Settle an uncertain mail of which somebody has heard that it arrived."""
    message = _open(session, email_id, revision)
    record(
        session,
        noun="email",
        noun_id=message.id,
        action="confirm_arrival",
        old={"state": message.state},
        new={"state": rules.SENT},
    )
    message.become(rules.CONFIRM_ARRIVAL, "confirmed")
    # What waited in a copy from which the database was put back has lost when it was begun.
    message.sent_at = message.claimed_at or now()
    announce_arrival(session, message)
    return message


def settle(session: Session, email_id: UUID, revision: int | None = None) -> Message:
    """Note that a person has seen to a mail that did not arrive, or may not have: its reader knows another way."""
    message = _open(session, email_id, revision)
    rules.require_unsettled(message.state, message.reason, message.settled_at)
    record(session, noun="email", noun_id=message.id, action="settle")
    message.settled_at = now()
    return message


def too_late(session: Session) -> Sequence[UUID]:
    """Return mails that were not sent in time."""
    return found(session, _is_too_late())


def expire(session: Session, email_id: UUID) -> None:
    """Take a mail off the list that was not sent in time, and say so: whoever must know is called instead."""
    message = still(session, email_id, _is_too_late())
    if message is not None:
        with acting_as(SYSTEM, message.correlation_id):
            message.become(rules.EXPIRED, "too_late")
            announce_failure(session, message)


def _is_too_late() -> ColumnElement[bool]:
    return and_(Message.state == rules.QUEUED, Message.expires_at <= now())


def _open(session: Session, email_id: UUID, revision: int | None) -> Message:
    message = locked(session, email_id)
    if message is None:
        raise NotFound(msg("There is no such mail."))
    if revision is not None and message.revision != revision:
        raise StaleForm
    return message

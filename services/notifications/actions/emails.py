"""A mail's row: put on the list, stopped, sent again by a person. Who gets what stands beside the facts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from services.notifications.actions.announcements import announce_another_try, announce_arrival, announce_failure
from services.notifications.actions.named import leave_out_unwilling
from services.notifications.actions.permission import Answer, may_go
from services.notifications.domain import email as rules
from services.notifications.domain.addressee import Addressee
from services.notifications.models.email import Email, found, locked, still
from shared import address as addresses
from shared.audit import record
from shared.clock import now
from shared.context import SYSTEM, acting_as, correlation_id
from shared.database import new_id
from shared.errors import NotFound, RuleBroken, StaleForm
from shared.language import msg
from shared.messaging.restoration import is_replayed


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
) -> Email:
    """Put one mail on the list, or on record as held back."""
    at = now()
    email = Email(
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
    session.add(email)
    rest_if_stopped(session, email)
    may_go_some_day = email.state == rules.QUEUED or email.reason == rules.NO_PARTNER
    if may_go_some_day and email.next_attempt_at <= at and is_replayed(session):
        email.become(rules.UNCERTAIN, "restored")
    session.flush()
    return email


def rest_if_stopped(session: Session, email: Email) -> Answer:
    """Ask whether a waiting mail may go; one that may never go rests, which is said where somebody must be called."""
    answer = leave_out_unwilling(session, email) or may_go(session, email, now())
    if answer.stops:
        email.become(answer.state, answer.reason)
        announce_failure(session, email)
    return answer


def gather(
    session: Session,
    template: str,
    to: Addressee,
    item: dict[str, Any],
    *,
    offer_id: UUID | None = None,
    wait: timedelta = timedelta(0),
) -> Email:
    """Add an item to the mail of this kind still waiting for this address, or begin a new one: one digest, not ten.

    A mail that was tried may have arrived as it was: nothing is added to it.
    """
    waiting = session.scalar(
        select(Email)
        .where(
            Email.state == rules.QUEUED,
            Email.claim.is_(None),
            Email.message_id.is_(None),
            Email.template == template,
            Email.address == to.address.strip(),
            Email.offer_id == offer_id,
        )
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if waiting is None:
        context = {"items": [item]}
        not_before = now() + wait if wait else None
        return queue(session, template, to, context, offer_id=offer_id, not_before=not_before)
    if item not in waiting.context["items"]:
        waiting.context = {**waiting.context, "items": [*waiting.context["items"], item]}
    return waiting


def stop(session: Session, state: str, reason: str, *conditions: Any) -> None:
    """Take every matching mail that no worker has begun to send off the list."""
    session.execute(
        update(Email)
        .where(Email.state == rules.QUEUED, *conditions)
        .values(state=state, reason=reason, claim=None, claimed_at=None, revision=Email.revision + 1)
    )


def hold_back(session: Session, reason: str, condition: Any) -> None:
    """Suppress every matching mail that no worker has begun to send, and say so where somebody must be called."""
    waiting = select(Email).where(Email.state == rules.QUEUED, condition)
    # In one order, so that two workers with the same mails in view never wait for each other.
    for email in session.scalars(waiting.order_by(Email.id).with_for_update()):
        email.become(rules.SUPPRESSED, reason)
        announce_failure(session, email)


def resend(session: Session, email_id: UUID, revision: int | None = None) -> Email:
    """Put a failed or uncertain mail on the list again, with the Message-ID it had."""
    email = _open(session, email_id, revision)
    rules.require_resendable(email.state, email.reason)
    if email.expires_at <= now():
        raise RuleBroken(msg("This mail would come too late to matter."))
    answer = may_go(session, email, now())
    if answer.stops:
        raise RuleBroken(msg("This mail cannot be sent: {reason}", reason=rules.REASONS[answer.reason or ""]))
    record(
        session,
        noun="email",
        noun_id=email.id,
        action="resend",
        old={"state": email.state},
        new={"state": rules.QUEUED},
    )
    announce_another_try(session, email)
    email.become(rules.QUEUED)
    email.attempts, email.next_attempt_at, email.settled_at = 0, now(), None
    return email


def confirm_arrival(session: Session, email_id: UUID, revision: int | None = None) -> Email:
    """Settle an uncertain mail of which somebody has heard that it arrived."""
    email = _open(session, email_id, revision)
    rules.require_uncertain(email.state)
    record(
        session,
        noun="email",
        noun_id=email.id,
        action="confirm_arrival",
        old={"state": email.state},
        new={"state": rules.SENT},
    )
    email.become(rules.SENT, "confirmed")
    # What waited in a copy from which the database was put back has lost when it was begun.
    email.sent_at = email.claimed_at or now()
    announce_arrival(session, email)
    return email


def settle(session: Session, email_id: UUID, revision: int | None = None) -> Email:
    """Note that a person has seen to a mail that did not arrive, or may not have: its reader knows another way."""
    email = _open(session, email_id, revision)
    rules.require_unsettled(email.state, email.reason, email.settled_at)
    record(session, noun="email", noun_id=email.id, action="settle")
    email.settled_at = now()
    return email


def too_late(session: Session) -> Sequence[UUID]:
    """Return mails that were not sent in time."""
    return found(session, _is_too_late())


def expire(session: Session, email_id: UUID) -> None:
    """Take a mail off the list that was not sent in time, and say so: whoever must know is called instead."""
    email = still(session, email_id, _is_too_late())
    if email is not None:
        with acting_as(SYSTEM, email.correlation_id):
            email.become(rules.EXPIRED, "too_late")
            announce_failure(session, email)


def _is_too_late() -> ColumnElement[bool]:
    return and_(Email.state == rules.QUEUED, Email.expires_at <= now())


def _open(session: Session, email_id: UUID, revision: int | None) -> Email:
    email = locked(session, email_id)
    if email is None:
        raise NotFound(msg("There is no such mail."))
    if revision is not None and email.revision != revision:
        raise StaleForm
    return email

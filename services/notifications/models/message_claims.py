"""Which mails are due, and whose they are while a worker delivers them."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.notifications.domain import message as rules
from services.notifications.letters.catalogue import LETTERS
from services.notifications.models.message import Message
from shared.among import among


def is_known() -> Any:
    """Return the condition for mails whose letter this version knows; those of a newer one wait until it runs again."""
    return Message.template.in_(LETTERS)


def is_due(at: datetime) -> Any:
    """Return the condition for mails that may be sent at this instant and that no living worker holds."""
    return (
        (Message.state == rules.QUEUED)
        & is_known()
        & (Message.next_attempt_at <= at)
        & (Message.expires_at > at)
        & (Message.claimed_at.is_(None) | not_within(at, rules.CLAIM_FOR))
    )


def is_held_for_its_institution(at: datetime) -> Any:
    """Return the condition for mails that go, while it is in time, once their institution is a partner again."""
    held = (Message.state == rules.SUPPRESSED) & (Message.reason == rules.NO_PARTNER)
    return held & is_known() & (Message.expires_at > at)


def not_within(at: datetime, span: timedelta) -> Any:
    """Return the condition for claims that are over; one from beyond the span was written by a clock ahead of ours."""
    return ~Message.claimed_at.between(at - span, at + span)


def any_due(session: Session, at: datetime) -> bool:
    return session.scalar(select(Message.id).where(is_due(at)).limit(1)) is not None


def any_in_hand(session: Session, at: datetime) -> bool:
    """Tell whether a worker is delivering at this moment."""
    in_hand = Message.state.in_((rules.QUEUED, rules.SENDING)) & ~not_within(at, rules.ALIVE_FOR)
    return session.scalar(select(Message.id).where(in_hand).limit(1)) is not None


def claim_due(
    session: Session, claim: UUID, at: datetime, limit: int, *, but: Collection[str] = ()
) -> Sequence[Message]:
    """Take up to ``limit`` due mails for one worker, ``but`` some kinds; no two workers ever take the same."""
    wanted = is_due(at) & ~among(Message.template, but)
    due = select(Message.id).where(wanted).order_by(Message.next_attempt_at).limit(limit)
    return session.scalars(
        update(Message)
        .where(Message.id.in_(due.with_for_update(skip_locked=True)))
        .values(claim=claim, claimed_at=at, revision=Message.revision + 1)
        .returning(Message)
        .execution_options(synchronize_session=False)
    ).all()


def let_wait(session: Session, email_id: UUID, claim: UUID | None, until: datetime) -> None:
    """Give a claimed mail back for some moments."""
    session.execute(
        update(Message)
        .where(Message.id == email_id, Message.claim == claim, Message.state == rules.QUEUED)
        .values(claim=None, claimed_at=None, next_attempt_at=until, revision=Message.revision + 1)
    )


def note_error(session: Session, claim: UUID | None, error: str) -> None:
    """Write down why none of a batch's mails could be tried."""
    waiting = update(Message).where(Message.claim == claim, Message.state == rules.QUEUED)
    session.execute(waiting.values(last_error=error[:500], revision=Message.revision + 1))

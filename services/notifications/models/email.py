"""One mail to one address. The row is the truth; what a broker or a mail server says only changes it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, Index, String, Text, Uuid, and_, false, func, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.notifications.domain import email as rules
from services.notifications.domain.reminder import daytime_from
from services.notifications.letters.catalogue import BY_DAY, NEWS, ON_THE_CALL_LIST, PLANNED, TO_INSTITUTIONS
from services.notifications.models.base import Base
from shared.address import normal
from shared.among import among
from shared.clock import now
from shared.database import new_id

WAITING = text("state = 'queued'")
IN_HAND = text("claimed_at IS NOT NULL AND state IN ('queued', 'sending')")


class Email(Base):
    """``message_id`` and ``context`` are fixed before the first attempt; ``subject`` is kept as it was sent.

    ``claim`` names the worker's batch that may send it. ``refusals`` counts how often the server refused it, for the
    first time in the flow's streak ``refused_in``. ``doubted_at`` is when it was announced that nobody knows whether
    it arrived, ``settled_at`` when a person has seen to a mail that did not.
    """

    __tablename__ = "email"
    __table_args__ = (
        Index("ix_email_due", "next_attempt_at", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_email_in_hand", "claimed_at", sqlite_where=IN_HAND, postgresql_where=IN_HAND),
        Index("ix_email_state_created_at", "state", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    template: Mapped[str] = mapped_column(String(40))
    recipient_name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(320), index=True)
    language: Mapped[str] = mapped_column(String(5))
    context: Mapped[dict[str, Any]] = mapped_column(JSON)
    subject: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), default=rules.QUEUED)
    reason: Mapped[str | None] = mapped_column(String(40))
    message_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    claim: Mapped[UUID | None] = mapped_column(Uuid)
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
    refused_in: Mapped[int | None]
    refusals: Mapped[int] = mapped_column(default=0)
    doubted_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    invitation_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    ikm_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    offer_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    account_id: Mapped[UUID | None] = mapped_column(Uuid)
    institution_id: Mapped[UUID | None] = mapped_column(Uuid)
    correlation_id: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": revision}

    def become(self, state: str, reason: str | None = None) -> None:
        """Go to another state, if the rules let it; back on the list, any worker may take it."""
        rules.require(self.state, state)
        self.state, self.reason = state, reason
        if state == rules.QUEUED:
            self.claim = self.claimed_at = None


def is_due(at: datetime) -> Any:
    """Return the condition for mails that may be sent at this instant and that no living worker holds."""
    return (
        (Email.state == rules.QUEUED)
        & (Email.next_attempt_at <= at)
        & (Email.expires_at > at)
        & (Email.claimed_at.is_(None) | not_within(at, rules.CLAIM_FOR))
    )


def is_held_for_its_institution(at: datetime) -> Any:
    """Return the condition for mails that go, while it is in time, once their institution is a partner again."""
    return (Email.state == rules.SUPPRESSED) & (Email.reason == rules.NO_PARTNER) & (Email.expires_at > at)


def not_within(at: datetime, span: timedelta) -> Any:
    """Return the condition for claims that are over; one from beyond the span was written by a clock ahead of ours."""
    return ~Email.claimed_at.between(at - span, at + span)


def any_due(session: Session, at: datetime) -> bool:
    return session.scalar(select(Email.id).where(is_due(at)).limit(1)) is not None


def any_in_hand(session: Session, at: datetime) -> bool:
    """Tell whether a worker is delivering at this moment."""
    in_hand = Email.state.in_((rules.QUEUED, rules.SENDING)) & ~not_within(at, rules.ALIVE_FOR)
    return session.scalar(select(Email.id).where(in_hand).limit(1)) is not None


def claim_due(session: Session, claim: UUID, at: datetime, limit: int, *, but: Collection[str] = ()) -> Sequence[Email]:
    """Take up to ``limit`` due mails for one worker, ``but`` some kinds; no two workers ever take the same."""
    wanted = is_due(at) & ~among(Email.template, but)
    due = select(Email.id).where(wanted).order_by(Email.next_attempt_at).limit(limit)
    return session.scalars(
        update(Email)
        .where(Email.id.in_(due.with_for_update(skip_locked=True)))
        .values(claim=claim, claimed_at=at, revision=Email.revision + 1)
        .returning(Email)
        .execution_options(synchronize_session=False)
    ).all()


def found(session: Session, condition: ColumnElement[bool]) -> Sequence[UUID]:
    """Return the mails of which something is true, oldest first."""
    return session.scalars(select(Email.id).where(condition).order_by(Email.created_at, Email.id)).all()


def still(session: Session, email_id: UUID, condition: ColumnElement[bool]) -> Email | None:
    """Return the mail for change if that is still true of it; None also where somebody else is changing it."""
    mine = select(Email).where(Email.id == email_id, condition)
    return session.scalars(mine.with_for_update(skip_locked=True)).one_or_none()


def locked(session: Session, email_id: UUID, *, skip_locked: bool = False) -> Email | None:
    """Return the row for change; with ``skip_locked`` None also where somebody else is changing it."""
    return session.get(Email, email_id, with_for_update={"skip_locked": skip_locked}, populate_existing=True)


def let_wait(session: Session, email_id: UUID, claim: UUID | None, until: datetime) -> None:
    """Give a claimed mail back for some moments."""
    session.execute(
        update(Email)
        .where(Email.id == email_id, Email.claim == claim, Email.state == rules.QUEUED)
        .values(claim=None, claimed_at=None, next_attempt_at=until, revision=Email.revision + 1)
    )


def note_error(session: Session, claim: UUID | None, error: str) -> None:
    """Write down why none of a batch's mails could be tried."""
    waiting = update(Email).where(Email.claim == claim, Email.state == rules.QUEUED)
    session.execute(waiting.values(last_error=error[:500], revision=Email.revision + 1))


def overtaken_by(session: Session, email: Email) -> bool:
    """Tell whether another mail about the same invitation, or offer to the same reader, is being sent right now."""
    related = []
    if email.invitation_id is not None:
        related.append(Email.invitation_id == email.invitation_id)
    if email.offer_id is not None:
        same_reader = func.lower(Email.address) == email.address.lower()
        related.append(and_(Email.offer_id == email.offer_id, same_reader))
    on_its_way = select(Email.id).where(Email.state == rules.SENDING, Email.id != email.id, or_(false(), *related))
    return session.scalar(on_its_way.limit(1)) is not None


def pull_forward(session: Session, at: datetime) -> None:
    """Let mails go now that wait for an instant which only a clock ahead of ours can have set.

    What waits for the morning goes the next morning, by day now; see :mod:`reminder`.
    """
    planned = and_(Email.template.in_(PLANNED), Email.message_id.is_(None))
    for_the_morning = _for_the_morning()
    waits = ((and_(Email.attempts == 0, ~planned, ~for_the_morning), rules.LONGEST_UNTRIED), *_pauses())
    _pull(session, at, or_(*(and_(which, _further_than(at + wait)) for which, wait in waits)))
    morning = daytime_from(at)
    for goes_at, in_time in ((morning, Email.expires_at > morning), (at, Email.expires_at <= morning)):
        _pull(session, goes_at, and_(for_the_morning, in_time, _further_than(goes_at)))


def _for_the_morning() -> Any:
    by_the_clock = func.coalesce(Email.context["by_system"].as_boolean(), false())
    return and_(Email.template.in_(BY_DAY), Email.message_id.is_(None), by_the_clock)


def _further_than(instant: datetime) -> Any:
    return Email.next_attempt_at > instant + rules.CLAIM_FOR


def _pull(session: Session, goes_at: datetime, which: Any) -> None:
    session.execute(
        update(Email)
        .where(Email.state == rules.QUEUED, which)
        .values(next_attempt_at=goes_at, revision=Email.revision + 1)
        .execution_options(synchronize_session=False)
    )


def _pauses() -> Iterator[tuple[Any, timedelta]]:
    return ((Email.attempts == number, pause) for number, pause in enumerate(rules.BACK_OFF, start=1))


def worked_before(session: Session, address: str) -> bool:
    """Tell whether mail to this address was taken before."""
    taken = select(Email.id).where(func.lower(Email.address) == normal(address), Email.state == rules.SENT)
    return session.scalar(taken.limit(1)) is not None


def unsettled() -> Any:
    """Return the condition for mails that did not arrive, or may not have, and that nobody has seen to.

    Whoever the call list brings to the office's notice is left out, and so is news; of a blocked address staff hear by
    the mail that was refused, institutions miss each mail.
    """
    called = and_(Email.template.in_(ON_THE_CALL_LIST), Email.invitation_id.is_not(None))
    held_back = and_(
        Email.state == rules.SUPPRESSED, Email.reason == "address_blocked", Email.template.in_(TO_INSTITUTIONS)
    )
    lost = or_(Email.state.in_((rules.FAILED, rules.UNCERTAIN, rules.EXPIRED)), held_back)
    return and_(lost, Email.settled_at.is_(None), Email.template.not_in(NEWS), ~called)


def count_unsettled(session: Session) -> int:
    return session.scalar(select(func.count(Email.id)).where(unsettled())) or 0

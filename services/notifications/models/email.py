"""One mail to one address. The row is the truth; what a broker or a mail server says only changes it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, Index, String, Text, Uuid, and_, func, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.notifications.domain import email as rules
from services.notifications.models.base import Base
from shared.clock import now
from shared.database import new_id

WAITING = text("state = 'queued'")
IN_HAND = text("claimed_at IS NOT NULL AND state IN ('queued', 'sending')")


class Email(Base):
    """``message_id`` and ``context`` are fixed before the first attempt; ``subject`` is kept as it was sent.

    ``claim`` names the worker's batch that may send it.
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
    invitation_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    ikm_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    offer_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    account_id: Mapped[UUID | None] = mapped_column(Uuid)
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
        & (Email.claimed_at.is_(None) | (Email.claimed_at < at - rules.CLAIM_FOR))
    )


def any_due(session: Session, at: datetime) -> bool:
    return session.scalar(select(Email.id).where(is_due(at)).limit(1)) is not None


def any_in_hand(session: Session, at: datetime) -> bool:
    """Tell whether a worker is delivering at this moment."""
    in_hand = Email.state.in_((rules.QUEUED, rules.SENDING)) & (Email.claimed_at > at - rules.ALIVE_FOR)
    return session.scalar(select(Email.id).where(in_hand).limit(1)) is not None


def claim_due(session: Session, claim: UUID, at: datetime, limit: int) -> Sequence[Email]:
    """Take up to ``limit`` due mails for one worker; no two workers ever take the same."""
    due = select(Email.id).where(is_due(at)).order_by(Email.next_attempt_at).limit(limit)
    return session.scalars(
        update(Email)
        .where(Email.id.in_(due.with_for_update(skip_locked=True)))
        .values(claim=claim, claimed_at=at, revision=Email.revision + 1)
        .returning(Email)
        .execution_options(synchronize_session=False)
    ).all()


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


def overtaken_by(session: Session, email: Email) -> bool:
    """Tell whether another mail about the same invitation, or offer to the same reader, is being sent right now."""
    same_reader = and_(Email.offer_id == email.offer_id, func.lower(Email.address) == email.address.lower())
    on_its_way = select(Email.id).where(
        Email.state == rules.SENDING,
        Email.id != email.id,
        or_(Email.invitation_id == email.invitation_id, same_reader),
    )
    return session.scalar(on_its_way.limit(1)) is not None

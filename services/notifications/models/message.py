"""What one reader is told of one thing. The row is the truth; what a broker or a mail server says only changes it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, Index, String, Text, Uuid, and_, false, func, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.notifications.domain import message as rules
from services.notifications.domain.addressee import Addressee
from services.notifications.letters.catalogue import NEWS, ON_THE_CALL_LIST, TO_INSTITUTIONS
from services.notifications.models.base import Base
from services.notifications.models.delivery import Delivery
from shared.clock import now
from shared.database import new_id

WAITING = text("state = 'queued'")
IN_HAND = text("claimed_at IS NOT NULL AND state IN ('queued', 'sending')")


class Message(Base):
    """``recipient_name`` and ``address`` are where it went last, or goes unless that is corrected before.

    ``message_id`` and ``context`` are fixed before the first attempt; ``subject`` is kept as it was sent.
    ``claim`` names the worker's batch that may send it. ``doubted_at`` is when it was announced that nobody knows
    whether it arrived, ``settled_at`` when a person has seen to one that did not.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_due", "next_attempt_at", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_message_in_hand", "claimed_at", sqlite_where=IN_HAND, postgresql_where=IN_HAND),
        Index("ix_message_state_created_at", "state", "created_at"),
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
    next_attempt_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    claim: Mapped[UUID | None] = mapped_column(Uuid)
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
    doubted_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    invitation_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    ikm_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    offer_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    account_id: Mapped[UUID | None] = mapped_column(Uuid)
    institution_id: Mapped[UUID | None] = mapped_column(Uuid)
    correlation_id: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(nullable=False)
    deliveries: Mapped[list[Delivery]] = relationship(lazy="selectin", order_by=Delivery.number, cascade="all")

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it once

    @property
    def addressee(self) -> Addressee:
        """Whom it was written to."""
        whose = {"account_id": self.account_id, "ikm_id": self.ikm_id, "institution_id": self.institution_id}
        return Addressee(self.recipient_name, self.address, self.language, **whose)

    @property
    def attempts(self) -> int:
        return sum(delivery.attempts for delivery in self.deliveries)

    @property
    def delivery(self) -> Delivery:
        """The newest delivery; there is one from the first attempt on."""
        return self.deliveries[-1]

    def become(self, command: str, reason: str | None = None) -> None:
        """Go to the state a command leads to, if the rules let it, and the delivery under way with it.

        Back on the list, any worker may take it. What is in doubt is under way still, unless a person sends it again.
        """
        in_doubt = self.state == rules.UNCERTAIN and command != rules.SEND_AGAIN
        self.state, self.reason = rules.MACHINE.after(command, self.state), reason
        if self.state == rules.QUEUED:
            self.claim = self.claimed_at = None
        if self.deliveries and (in_doubt or self.delivery.state in (rules.QUEUED, rules.SENDING)):
            self.delivery.state = self.state

    def begin(self, channel: str) -> None:
        """Begin an attempt: of the delivery that was put off, or of another where there is none to this address."""
        put_off = self.delivery if self.deliveries and self.delivery.state == rules.QUEUED else None
        if put_off and put_off.address != self.address:
            put_off.state, put_off = rules.CANCELLED, None
        if put_off is None:
            began = {"state": rules.SENDING, "attempts": 0, "refusals": 0, "began_at": now()}
            number = len(self.deliveries) + 1
            self.deliveries.append(Delivery(number=number, channel=channel, address=self.address, **began))
        self.become(rules.SENDING)
        self.claimed_at = now()
        self.delivery.attempts += 1


def found(session: Session, condition: ColumnElement[bool]) -> Sequence[UUID]:
    """Return the mails of which something is true, oldest first."""
    return session.scalars(select(Message.id).where(condition).order_by(Message.created_at, Message.id)).all()


def still(session: Session, email_id: UUID, condition: ColumnElement[bool]) -> Message | None:
    """Return the mail for change if that is still true of it; None also where somebody else is changing it."""
    mine = select(Message).where(Message.id == email_id, condition)
    return session.scalars(mine.with_for_update(skip_locked=True)).one_or_none()


def locked(session: Session, email_id: UUID, *, skip_locked: bool = False) -> Message | None:
    """Return the row for change; with ``skip_locked`` None also where somebody else is changing it."""
    return session.get(Message, email_id, with_for_update={"skip_locked": skip_locked}, populate_existing=True)


def overtaken_by(session: Session, message: Message) -> bool:
    """Tell whether another mail about the same invitation, or offer to the same reader, is being sent right now."""
    related = []
    if message.invitation_id is not None:
        related.append(Message.invitation_id == message.invitation_id)
    if message.offer_id is not None:
        same_reader = func.lower(Message.address) == message.address.lower()
        related.append(and_(Message.offer_id == message.offer_id, same_reader))
    on_its_way = Message.state == rules.SENDING, Message.id != message.id
    others = select(Message.id).where(*on_its_way, or_(false(), *related))
    return session.scalar(others.limit(1)) is not None


def unsettled() -> Any:
    """Return the condition for mails that did not arrive, or may not have, and that nobody has seen to.

    Whoever the call list brings to the office's notice is left out, and so is news; of a blocked address staff hear by
    the mail that was refused, institutions miss each mail.
    """
    called = and_(Message.template.in_(ON_THE_CALL_LIST), Message.invitation_id.is_not(None))
    held_back = and_(
        Message.state == rules.SUPPRESSED, Message.reason == "address_blocked", Message.template.in_(TO_INSTITUTIONS)
    )
    lost = or_(Message.state.in_((rules.FAILED, rules.UNCERTAIN, rules.EXPIRED)), held_back)
    return and_(lost, Message.settled_at.is_(None), Message.template.not_in(NEWS), ~called)


def count_unsettled(session: Session) -> int:
    return session.scalar(select(func.count(Message.id)).where(unsettled())) or 0

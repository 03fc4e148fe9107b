"""One way on which a message goes: a channel and an address, with what became of it there."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, Uuid, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.notifications.domain import message as rules
from services.notifications.models.base import Base
from shared.address import normal
from shared.clock import now
from shared.database import new_id


class Delivery(Base):
    """``number`` orders those of a message, whatever the clock said.

    ``address`` is that of the moment it began: a corrected one begins another delivery.

    ``answer`` is what was last said to it. ``refusals`` counts how often the mail server refused it, for the first time
    in the flow's streak ``refused_in``.
    """

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("message_id", "number"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"))
    number: Mapped[int]
    channel: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(320), index=True)
    state: Mapped[str] = mapped_column(String(12), default=rules.SENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    began_at: Mapped[datetime] = mapped_column(default=now)
    answer: Mapped[str | None] = mapped_column(Text)
    refused_in: Mapped[int | None] = mapped_column(index=True)
    refusals: Mapped[int] = mapped_column(default=0)


def worked_before(session: Session, address: str) -> bool:
    """Tell whether mail to this address was taken before."""
    taken = select(Delivery.id).where(func.lower(Delivery.address) == normal(address), Delivery.state == rules.SENT)
    return session.scalar(taken.limit(1)) is not None

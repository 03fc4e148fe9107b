"""Which programmes an IKM was invited to or took part in."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base, Identified, Sourced


class Participation(Identified, Sourced, Base):
    """From a list of former trainees, or from an invitation: then ``answer_revision`` orders its answers.

    ``invited_id``: the IKM an invitation was meant for. The row is with the one which that IKM lives on in.
    """

    __tablename__ = "participation"
    __table_args__ = (
        CheckConstraint(
            "status IN ('attended', 'accepted', 'declined', 'delegated', 'expired', 'cancelled')",
            name="status",
        ),
        Index("uq_participation_invitation", "invitation_id", unique=True),
        Index("ix_participation_ikm", "ikm_id", "held_on"),
        Index("ix_participation_topic", "topic", "ikm_id"),
    )

    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm.id", ondelete="CASCADE"))
    topic: Mapped[str | None] = mapped_column(String(24))
    title: Mapped[str] = mapped_column(String(300))
    held_on: Mapped[date]
    ended_on: Mapped[date | None]
    place: Mapped[str | None] = mapped_column(String(200))
    score: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(Text)
    delegate_name: Mapped[str | None] = mapped_column(String(200))
    delegate_relation: Mapped[str | None] = mapped_column(String(100))
    offer_id: Mapped[UUID | None]
    invitation_id: Mapped[UUID | None]
    invited_id: Mapped[UUID | None]
    answer_revision: Mapped[int] = mapped_column(default=0)

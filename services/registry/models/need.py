"""What an IKM needs help with."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base, Identified, Sourced


class Need(Identified, Sourced, Base):
    """``severity`` runs from 1 (would help) to 3 (cannot sell without it)."""

    __tablename__ = "need"
    __table_args__ = (
        CheckConstraint("severity BETWEEN 1 AND 3", name="severity"),
        UniqueConstraint("ikm_id", "topic", name="uq_need_topic"),
        Index("ix_need_topic", "topic", "ikm_id"),
    )

    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm.id", ondelete="CASCADE"))
    topic: Mapped[str] = mapped_column(String(24))
    severity: Mapped[int] = mapped_column(default=2)
    since: Mapped[date]

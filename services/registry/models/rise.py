"""A rise of an IKM: by which rule of which version, and what shows it."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base, Identified

ONCE = ("ikm_id", "rule", "new")


class Rise(Identified, Base):
    """Each is written once: whoever falls back and comes again has risen once."""

    __tablename__ = "rise"
    __table_args__ = (UniqueConstraint(*ONCE, name="uq_rise_ikm_id"), Index("ix_rise_risen_on", "risen_on"))

    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm.id", ondelete="CASCADE"))
    rule: Mapped[str] = mapped_column(String(30))
    version: Mapped[int]
    risen_on: Mapped[date]
    old: Mapped[str | None] = mapped_column(String(60))
    new: Mapped[str] = mapped_column(String(60))
    evidence: Mapped[str] = mapped_column(String(300))

"""What an owner allowed or refused, when, how, and to which wording."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, true
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base, Identified, Sourced


class Consent(Identified, Sourced, Base):
    """Rows are added, never changed: the newest one of a purpose counts (UU PDP 27/2022, articles 21 to 24).

    ``dated``: it is known when it was said. Of what a list brought without its day, ``recorded_at`` says when it came.
    """

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("purpose IN ('share_with_partners')", name="purpose"),
        CheckConstraint("state IN ('yes', 'no')", name="state"),
        Index("ix_consent_newest", "ikm_id", "purpose", "recorded_at"),
    )

    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(3))
    recorded_at: Mapped[datetime]
    dated: Mapped[bool] = mapped_column(default=True, server_default=true())
    channel: Mapped[str] = mapped_column(String(40))
    text_version: Mapped[str] = mapped_column(String(40))

"""How an IKM was assessed in the six aspects, on a day and by whom."""

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base, Identified


class AspectScore(Identified, Base):
    """Rows are added, never changed; the newest assessment counts. ``scores``: 1 to 5 by aspect, those assessed."""

    __tablename__ = "aspect_score"
    __table_args__ = (Index("ix_aspect_score_ikm_id", "ikm_id", "assessed_on"),)

    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm.id", ondelete="CASCADE"))
    assessed_on: Mapped[date]
    scores: Mapped[dict[str, int]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(String(200))

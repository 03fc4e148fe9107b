"""An IKM in relation to an offer: from the machine's suggestion to the institution's yes or no."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.partners.models.base import Base
from services.partners.models.ikm_profile import IkmProfile
from shared.database import UTCDateTime, new_id


class Nomination(Base):
    """Every IKM considered has a row, also the non-matches: ``gate`` says what is missing.

    ``breakdown`` is a list of {criterion, points, of, message}, ``gate`` of {check, verdict, message}.
    Order of equal scores: longest unserved (``last_served_on``, never first), registered first, smallest id.
    ``rank`` is the place on the waiting list. ``nominated_at`` marks the rows the ledger counts as nominated, whatever became of them.
    """

    __tablename__ = "nomination"
    __table_args__ = (
        UniqueConstraint("offer_id", "ikm_id"),
        Index("ix_nomination_offer_id_state_score", "offer_id", "state", "score"),
        Index("ix_nomination_ikm_id_state", "ikm_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"))
    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm_profile.ikm_id"))
    state: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int | None]
    score: Mapped[int] = mapped_column(default=0)
    last_served_on: Mapped[date | None]
    breakdown: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    gate: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    policy_version: Mapped[int] = mapped_column(ForeignKey("policy.version"))
    reason: Mapped[str | None] = mapped_column(Text)
    suggested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    nominated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revision: Mapped[int] = mapped_column(nullable=False)

    profile: Mapped[IkmProfile] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": revision}

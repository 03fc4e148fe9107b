"""Copy of what came of programmes, as the register last said. The highest revision wins."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.partners.models.base import Base


class IkmOutcome(Base):
    """One outcome of an IKM: in which state, since when. ``ikm_id`` is the one that the register has it with."""

    __tablename__ = "ikm_outcome"
    __table_args__ = (Index("ix_ikm_outcome_ikm_id", "ikm_id"), Index("ix_ikm_outcome_state", "state"))

    outcome_id: Mapped[UUID] = mapped_column(primary_key=True)
    ikm_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12))
    planned_on: Mapped[date]
    achieved_on: Mapped[date | None]
    verified_on: Mapped[date | None]
    revision: Mapped[int]


class IkmOutcomeOffer(Base):
    """An offer that an outcome came of; ``first`` marks the one that began it, which alone the ledger counts it to."""

    __tablename__ = "ikm_outcome_offer"
    __table_args__ = (Index("ix_ikm_outcome_offer_offer_id", "offer_id", "outcome_id"),)

    outcome_id: Mapped[UUID] = mapped_column(ForeignKey("ikm_outcome.outcome_id"), primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(primary_key=True)
    first: Mapped[bool]

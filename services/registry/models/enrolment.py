"""Copy of who was enrolled in which programme, as partners last said. The highest revision wins."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base, Identified
from shared.clock import WITA


class Enrolment(Identified, Base):
    """``made_for``: the IKM that the seat was meant for. The row is with the one which that IKM lives on in.

    ``sessions`` took place and were planned. ``outcome_id``: what its programme aims at for this IKM, where anything.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        Index("ix_enrolment_ikm_id", "ikm_id", "state"),
        Index("ix_enrolment_outcome_id", "outcome_id"),
        Index("ix_enrolment_ended_on", "ended_on"),
    )

    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm.id", ondelete="CASCADE"))
    made_for: Mapped[UUID]
    outcome_id: Mapped[UUID | None] = mapped_column(ForeignKey("outcome.id", ondelete="SET NULL"))
    offer_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(String(300))
    topic: Mapped[str | None] = mapped_column(String(24))
    institution: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(Text)
    attended: Mapped[int]
    sessions: Mapped[int]
    minutes: Mapped[int]
    revision: Mapped[int]

    @property
    def began_on(self) -> date:
        return self.starts_on or self.enrolled_on

    @property
    def enrolled_on(self) -> date:
        return self.created_at.astimezone(WITA).date()

"""An IKM that fits and gets no seat in the plan: where it lacks least, and how much."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.partners.models.base import Base


class PlanMiss(Base):
    """``missing``: with so many points more than its ``points`` at the offer, a plan with it would be as good; None
    where no points would help, because no seat there is free or each is laid down by staff. Where that is not
    ``exact`` it lacks at least so many.

    ``taken_by``: whose seat it would then have, None where nobody would lose one; where it is not exact, whoever has
    the last seat there. ``to_confirm``: something is still to be asked.
    """

    __tablename__ = "plan_miss"
    __table_args__ = (Index("ix_plan_miss_plan_id_missing", "plan_id", "missing"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"), primary_key=True)
    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm_profile.ikm_id"), primary_key=True)
    points: Mapped[int]
    missing: Mapped[int | None]
    exact: Mapped[bool]
    taken_by: Mapped[UUID | None]
    to_confirm: Mapped[bool] = mapped_column(default=False)

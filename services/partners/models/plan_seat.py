"""A seat that the plan proposes."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.partners.models.base import Base


class PlanSeat(Base):
    """``place``: best first within the offer. ``to_confirm``: something is still to be asked about this IKM."""

    __tablename__ = "plan_seat"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"), primary_key=True)
    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm_profile.ikm_id"), primary_key=True)
    place: Mapped[int]
    points: Mapped[int]
    to_confirm: Mapped[bool] = mapped_column(default=False)

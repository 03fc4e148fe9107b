"""An offer as the plan saw it, and what a seat more or less there is worth."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.partners.models.base import Base


class PlanOffer(Base):
    """``free`` seats could be given, ``fit`` IKM could take one, ``to_confirm`` of them once a question is answered.

    ``one_more``: points that one seat more would bring, ``newcomer`` whom it would seat in the end.
    ``give_up``: points that one seat less would cost; None where none can be given up. Where these two are not
    ``exact``, one more brings at most and one less costs at least so many.
    """

    __tablename__ = "plan_offer"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"), primary_key=True)
    place: Mapped[int]
    free: Mapped[int]
    seats: Mapped[int]
    fit: Mapped[int]
    to_confirm: Mapped[int] = mapped_column(default=0)
    one_more: Mapped[int]
    newcomer: Mapped[UUID | None]
    give_up: Mapped[int | None]
    exact: Mapped[bool]

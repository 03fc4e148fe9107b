"""The proposal for all free seats of all open offers, as the last run of the solver left it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.database import UTCDateTime, new_id


class Plan(Base):
    """``points``: the sum over all seats; ``bound``: no plan has more. ``way``, ``exact``: how it was found, and
    whether all prices are exact or some are limits. ``greedy``: what a list gone down from the best would bring.
    ``kept``: seats that the proposal before had too. ``eligible``: pairs of IKM and offer that fit. ``floors_cost``:
    points that the floors of kecamatan cost, None where none was asked for. ``settled``: among plans of as many points
    it is the best for every further goal too.

    ``ikm_up_to`` and ``history_up_to``: up to which change it knows the facts it stands on.
    """

    __tablename__ = "plan"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    made_by: Mapped[UUID | None]
    policy_version: Mapped[int] = mapped_column(ForeignKey("policy.version"))
    ikm_up_to: Mapped[int] = mapped_column(BigInteger)
    history_up_to: Mapped[int] = mapped_column(BigInteger)
    points: Mapped[int]
    bound: Mapped[int]
    way: Mapped[str] = mapped_column(String(10))
    exact: Mapped[bool]
    seats: Mapped[int]
    served: Mapped[int]
    kept: Mapped[int]
    greedy: Mapped[int]
    greedy_seats: Mapped[int]
    eligible: Mapped[int]
    floors_cost: Mapped[int | None]
    settled: Mapped[bool] = mapped_column(default=True)

    @property
    def gap(self) -> int:
        """How many points a better plan could have at most; 0 is proof."""
        return self.bound - self.points

    @property
    def short(self) -> int:
        """How many points a list gone down from the best would have fallen short."""
        return self.points - self.greedy


def newest(session: Session) -> Plan | None:
    """Return the proposal that stands, if one was ever made."""
    return session.scalars(select(Plan).order_by(Plan.made_at.desc(), Plan.id).limit(1)).one_or_none()

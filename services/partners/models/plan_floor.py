"""The least number of seats that every plan gives to the IKM of a kecamatan."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import CheckConstraint, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base


class PlanFloor(Base):
    """``seats`` of the open offers, those given included, go to the kecamatan; fewer where fewer IKM may get one."""

    __tablename__ = "plan_floor"
    __table_args__ = (CheckConstraint("seats >= 1", name="seats_positive"),)

    kecamatan_code: Mapped[str] = mapped_column(String(10), primary_key=True)
    seats: Mapped[int]
    made_by: Mapped[UUID | None]


def every(session: Session) -> dict[str, int]:
    """Return the seats of each kecamatan that has a floor."""
    rows = select(PlanFloor).order_by(PlanFloor.kecamatan_code)
    return {row.kecamatan_code: row.seats for row in session.scalars(rows)}


def replace(session: Session, floors: Mapping[str, int], made_by: UUID | None) -> None:
    """Put these floors in the place of all that stand."""
    session.execute(delete(PlanFloor))
    session.add_all(PlanFloor(kecamatan_code=code, seats=seats, made_by=made_by) for code, seats in floors.items())

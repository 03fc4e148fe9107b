"""What a seat of a kind of programme would have cost the office: its own table, with where each figure is from."""

from collections.abc import Sequence

from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.language import msg
from shared.refusals import refusing


class SeatValue(Base):
    """``value`` is in whole rupiah for one person in one programme of this ``form``."""

    __tablename__ = "seat_value"
    __table_args__ = (
        refusing(
            CheckConstraint("value >= 1", name="value_positive"),
            msg("Write what a seat would cost: at least Rp 1, or leave it empty."),
            field="value",
        ),
    )

    form: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))


def every(session: Session) -> Sequence[SeatValue]:
    """Return what is said of each form, in one order."""
    return session.scalars(select(SeatValue).order_by(SeatValue.form)).all()

"""Signs of life that prove the whole way: the clock enqueues a beat, the worker takes it and writes this row."""

from datetime import datetime

from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock
from shared.database import KernelBase, UTCDateTime

BEAT_SECONDS = 10


class Heartbeat(KernelBase):
    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


def beat(session: Session, name: str = "worker") -> None:
    """Note that ``name`` is alive now."""
    session.merge(Heartbeat(name=name, at=clock.now()))


def age_seconds(session: Session, name: str = "worker") -> float | None:
    """Return how long ago ``name`` last showed life, or None if it never did, or by a clock that was ahead."""
    row = session.get(Heartbeat, name)
    if row is None or clock.is_ahead(row.at):
        return None
    return max(0.0, (clock.now() - row.at).total_seconds())


def clock_jumped(session: Session) -> bool:
    """Tell whether the last sign of life lies ahead of this clock; the worker's next one mends it."""
    newest = session.scalar(select(func.max(Heartbeat.at)))
    return newest is not None and clock.is_ahead(newest)

"""Signs of life that prove the whole way: the clock enqueues a beat, the worker takes it and writes this row."""

from datetime import datetime

from sqlalchemy import String
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
    """Return how long ago ``name`` last showed life, or None if it never did."""
    row = session.get(Heartbeat, name)
    return (clock.now() - row.at).total_seconds() if row else None

"""What a service has received: a fact is claimed here in the transaction of its effect, so that it acts once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Index, String, Table, Text, Uuid, bindparam, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock
from shared.database import KernelBase, UTCDateTime, insert_those_absent

HANDLED, REFUSED, PARKED = "handled", "refused", "parked"


class Inbox(KernelBase):
    """``refused``: the fact no longer applied. ``parked``: it failed and waits, with its message, for a replay."""

    __tablename__ = "inbox"

    event_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    producer: Mapped[str] = mapped_column(String(40))
    seq: Mapped[int | None] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(10))
    error: Mapped[str | None] = mapped_column(Text)
    message: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    correlation_id: Mapped[str | None] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (
        Index("ix_inbox_producer_seq", "producer", "seq"),
        Index("ix_inbox_state_received_at", "state", "received_at"),
    )


class Received(KernelBase):
    """All facts of ``producer`` up to ``watermark`` are in the inbox, without a gap."""

    __tablename__ = "received"

    producer: Mapped[str] = mapped_column(String(40), primary_key=True)
    watermark: Mapped[int] = mapped_column(BigInteger, default=0)


_TABLE = cast(Table, Inbox.__table__)
_RENUMBER = (
    update(_TABLE)
    .where(_TABLE.c.event_id == bindparam("id"), _TABLE.c.seq < bindparam("number"))
    .values(seq=bindparam("number"))
)


def claim(session: Session, rows: Sequence[dict[str, Any]]) -> set[UUID]:
    """Insert inbox rows (event_id, producer, seq, name, state, …) and return the ids not seen before.

    A fact seen before may have come under a higher number (positions.py): the row then takes that number.
    """
    if not rows:
        return set()
    received_at = clock.now()
    values = [{"error": None, "message": None, **row, "received_at": received_at} for row in rows]
    fresh = {event_id for (event_id,) in insert_those_absent(session, _TABLE, values)}
    again = [{"id": row["event_id"], "number": row["seq"]} for row in values if row["event_id"] not in fresh]
    if again:
        session.connection().execute(_RENUMBER, again)
    return fresh


def settle(session: Session, event_id: UUID, **values: Any) -> bool:
    """Write what became of a parked message (state, error, message); return False where it is parked no longer."""
    still = update(Inbox).where(Inbox.event_id == event_id, Inbox.state == PARKED).values(values)
    return session.scalar(still.returning(Inbox.event_id)) is not None

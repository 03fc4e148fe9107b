"""What a service announces: one row beside the change itself, in the same transaction."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKey, Index, Integer, String, Table, Uuid, insert, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock, context
from shared.database import KernelBase, UTCDateTime, new_id
from shared.events.catalogue import CONSUMERS
from shared.events.contract import Event, dump
from shared.wake import wake_courier

BigId = BigInteger().with_variant(Integer, "sqlite")


class Outbox(KernelBase):
    """A fact, kept 30 days after it happened. ``numbered``: every consumer's stream has it."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    event_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    name: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    correlation_id: Mapped[str] = mapped_column(String(64))
    occurred_at: Mapped[datetime] = mapped_column(UTCDateTime)
    numbered: Mapped[bool] = mapped_column(Boolean, default=False)

    __table_args__ = (
        Index(
            "ix_outbox_waiting",
            "id",
            sqlite_where=text("numbered = 0"),
            postgresql_where=text("NOT numbered"),
        ),
    )


class Stream(KernelBase):
    """How far one consumer is: ``last_seq`` was given out, all up to ``confirmed_seq`` has arrived."""

    __tablename__ = "stream"

    consumer: Mapped[str] = mapped_column(String(40), primary_key=True)
    last_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    confirmed_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    asked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Dispatch(KernelBase):
    """One fact on its way to one consumer. A number, once given, always means the same fact."""

    __tablename__ = "dispatch"

    consumer: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    outbox_id: Mapped[int] = mapped_column(BigId, ForeignKey("outbox.id", ondelete="CASCADE"), index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        Index(
            "ix_dispatch_unsent",
            "consumer",
            "seq",
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
    )


def publish(session: Session, *facts: Event) -> None:
    """Announce facts as part of the caller's transaction. Raises KeyError for a fact the catalogue does not list."""
    if not facts:
        return
    session.execute(insert(cast(Table, Outbox.__table__)), [_row(fact) for fact in facts])
    wake_courier(session)


def _row(fact: Event) -> dict[str, Any]:
    CONSUMERS[type(fact)]
    return {
        "event_id": new_id(),
        "name": fact.event_name,
        "version": fact.event_version,
        "payload": dump(fact),
        "correlation_id": context.correlation_id(),
        "occurred_at": clock.now(),
        "numbered": False,
    }

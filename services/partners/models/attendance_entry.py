"""Entries of an attendance list that were taken: a browser may send each again until it hears so."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.among import among
from shared.clock import now
from shared.database import UTCDateTime


class AttendanceEntry(Base):
    """``id`` is given by the browser when the entry is typed."""

    __tablename__ = "attendance_entry"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    taken_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)


def taken_before(session: Session, entry_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these were taken already; exact for whoever holds the offer's lock."""
    return set(session.scalars(select(AttendanceEntry.id).where(among(AttendanceEntry.id, entry_ids))))


def take(session: Session, entry_ids: Collection[UUID]) -> None:
    """Remember that these are taken."""
    if entry_ids:
        session.execute(insert(AttendanceEntry), [{"id": entry_id} for entry_id in sorted(entry_ids)])

"""What is over: facts travel in any order, and a mail about something that has ended must not go out after it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Uuid, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.notifications.models.base import Base
from shared.among import among
from shared.clock import now


class Ending(Base):
    """``subject_id`` is an invitation, an offer, a meeting, a certificate, or the nomination of somebody who waited.

    ``reason`` says why mail about it is no longer needed.

    ``revision`` is that of the newest answer heard, the offer's own as it ended, the number of a meeting's last change,
    or when waiting ended.
    """

    __tablename__ = "ending"

    subject_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    reason: Mapped[str] = mapped_column(String(40))
    revision: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime] = mapped_column(default=now)


def endings_of(session: Session, *subject_ids: UUID | None) -> "list[Ending | None]":
    """Return the end of each subject, None where it goes on, or where there is no subject."""
    some = select(Ending).where(among(Ending.subject_id, {one for one in subject_ids if one}))
    ended = {ending.subject_id: ending for ending in session.scalars(some)}
    return [ended.get(one) if one else None for one in subject_ids]


def being_noted(session: Session, subject_ids: Iterable[UUID | None]) -> bool:
    """Tell whether the end or standing of one of these is being written; if not, no one begins before we end."""
    return not all(
        session.scalar(select(func.pg_try_advisory_xact_lock_shared(_key(subject_id))))
        for subject_id in subject_ids
        if subject_id and _many_write(session)
    )


def announce_note(session: Session, subject_id: UUID) -> None:
    """Let every attempt about this subject wait until the transaction that writes its end is over."""
    if _many_write(session):
        session.execute(select(func.pg_advisory_xact_lock(_key(subject_id))))


def _many_write(session: Session) -> bool:
    """SQLite has one writer at a time."""
    return session.get_bind().dialect.name == "postgresql"


def _key(subject_id: UUID) -> int:
    return subject_id.int % 2**63

"""Whether somebody was at a session. No row says that it was not noted yet."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.among import among
from shared.database import UTCDateTime, new_id


class Attendance(Base):
    """``came_instead`` and ``relation`` name whoever came in place of the enrolled; ``source``: where it was noted."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("enrolment_id", "session_id"), Index("ix_attendance_session_id", "session_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("offer_session.id"))
    state: Mapped[str] = mapped_column(String(20))
    came_instead: Mapped[str | None] = mapped_column(String(200))
    relation: Mapped[str | None] = mapped_column(String(100))
    note: Mapped[str | None] = mapped_column(String(500))
    source: Mapped[str] = mapped_column(String(20))
    noted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    noted_by: Mapped[UUID | None]
    revision: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it once


def rows_of(session: Session, enrolment_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], Attendance]:
    """Return what is noted of these, by enrolment and session; exact for whoever holds the offer's lock."""
    mine = select(Attendance).where(among(Attendance.enrolment_id, enrolment_ids))
    rows = session.scalars(mine.execution_options(populate_existing=True))
    return {(row.enrolment_id, row.session_id): row for row in rows}


def marks_of(session: Session, enrolment_ids: Collection[UUID]) -> dict[UUID, dict[UUID, str]]:
    """Return of each enrolment the state noted at each session."""
    rows = session.execute(
        select(Attendance.enrolment_id, Attendance.session_id, Attendance.state).where(
            among(Attendance.enrolment_id, enrolment_ids)
        )
    )
    marks: dict[UUID, dict[UUID, str]] = {enrolment_id: {} for enrolment_id in enrolment_ids}
    for enrolment_id, session_id, state in rows:
        marks[enrolment_id][session_id] = state
    return marks

"""One row for each job of the clock: when it is due, whether it runs, how its last run ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, Text, case, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock
from shared.among import among
from shared.database import KernelBase, UTCDateTime
from shared.log import get_logger

TAKEN_WITHIN = timedelta(seconds=60)
"""So long a start waits on the queue; then it has expired there, and the job is due again."""
NEVER_ENDED = "killed, or out of time: the last run began and did not come to its end"
log = get_logger(__name__)


class ScheduleEntry(KernelBase):
    """``sent_at``: when its start was put on the queue, until somebody takes it.

    ``runs_until``: by then the first run of those that have begun has ended, or was killed, unless a later one has
    ended since; ``last_until``: the same of the run that began last.
    """

    __tablename__ = "schedule_entry"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    next_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    runs_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    error: Mapped[str | None] = mapped_column(Text)

    @property
    def waits_on_queue(self) -> bool:
        """Whether its start may still be taken: it is on the queue once, and again only where it was lost."""
        return (
            self.sent_at is not None and self.sent_at > clock.now() - TAKEN_WITHIN and not clock.is_ahead(self.sent_at)
        )


def give_back(session: Session, names: Sequence[str]) -> None:
    """Let jobs be due again at once: their start was not taken."""
    session.execute(
        update(ScheduleEntry).where(among(ScheduleEntry.name, names)).values(next_at=clock.now(), sent_at=None)
    )


def note_killed(session: Session, row: ScheduleEntry) -> None:
    """Note that a job began and should have ended by now."""
    log.error("job_never_ended", job=row.name, until=str(row.runs_until))
    session.execute(
        update(ScheduleEntry)
        .where(ScheduleEntry.name == row.name, ScheduleEntry.runs_until == row.runs_until)
        .values(runs_until=_of_a_later_run(row.runs_until), error=NEVER_ENDED, failed_at=row.runs_until)
    )


def failing(session: Session) -> list[ScheduleEntry]:
    """Return the jobs whose last run failed, or never came to its end."""
    return list(
        session.scalars(select(ScheduleEntry).where(ScheduleEntry.error.is_not(None)).order_by(ScheduleEntry.name))
    )


def note_start(session: Session, name: str, longest: timedelta) -> datetime:
    """Note that a job was taken from the queue and may last so long; return by when it has ended or was killed."""
    until = clock.now() + longest + clock.TOLERANCE
    first = func.coalesce(ScheduleEntry.runs_until, until)
    session.execute(
        update(ScheduleEntry).where(ScheduleEntry.name == name).values(sent_at=None, runs_until=first, last_until=until)
    )
    return until


def note_result(session: Session, name: str, error: str | None, until: datetime) -> None:
    """Keep why a job failed, or that it no longer does, where readiness and staff see it.

    ``until`` is what :func:`note_start` said: another run of the same job may have begun since. With this one all
    that began before it are settled.
    """
    mine = update(ScheduleEntry).where(ScheduleEntry.name == name)
    session.execute(mine.where(ScheduleEntry.runs_until <= until).values(runs_until=_of_a_later_run(until)))
    session.execute(
        mine.where(ScheduleEntry.error.is_distinct_from(error)).values(
            error=error, failed_at=clock.now() if error else None
        )
    )


def _of_a_later_run(until: datetime | None) -> ColumnElement[datetime | None]:
    return case((ScheduleEntry.last_until > until, ScheduleEntry.last_until))

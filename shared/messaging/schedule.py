"""The clock: what is due is claimed in the database, so that any number of workers tick once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import String, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock
from shared.database import Database, KernelBase, UTCDateTime, insert_if_absent

Job = Callable[[Database], None]
When = Callable[[Session], bool]


class ScheduleEntry(KernelBase):
    __tablename__ = "schedule_entry"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    next_at: Mapped[datetime] = mapped_column(UTCDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    error: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Entry:
    """A job and its rhythm: an interval, or a WITA time of every day; ``when`` looks whether there is work."""

    job: Job
    rhythm: timedelta | time
    when: When | None

    @property
    def name(self) -> str:
        return self.job.__name__

    def next_after(self, now: datetime) -> datetime:
        """Return when the job is due again after ``now``."""
        if isinstance(self.rhythm, timedelta):
            return now + self.rhythm
        local = now.astimezone(clock.WITA)
        due = datetime.combine(local.date(), self.rhythm, clock.WITA)
        return due if due > now else due + timedelta(days=1)

    def is_due(self, next_at: datetime, now: datetime) -> bool:
        """Tell whether the job runs now; one whose time was set by a clock that was ahead is overdue, not waiting."""
        return next_at <= now or (isinstance(self.rhythm, timedelta) and self.is_astray(next_at, now))

    def is_astray(self, next_at: datetime, now: datetime) -> bool:
        """Tell whether a time lies further ahead than this rhythm ever sets it."""
        return next_at > self.next_after(now) + clock.TOLERANCE

    def has_work(self, session: Session) -> bool:
        return self.when is None or self.when(session)


class Schedule:
    """What one service does by the clock."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.entries: dict[str, Entry] = {}

    def every(self, *, seconds: float, when: When | None = None) -> Callable[[Job], Job]:
        """Run the decorated ``job(database)`` every so many seconds, if ``when(session)`` finds work."""
        return self._add(timedelta(seconds=seconds), when)

    def daily(self, at: str) -> Callable[[Job], Job]:
        """Run the decorated ``job(database)`` every day at a WITA time such as ``"07:00"``."""
        return self._add(time.fromisoformat(at), None)

    def _add(self, rhythm: timedelta | time, when: When | None) -> Callable[[Job], Job]:
        def declare(job: Job) -> Job:
            entry = Entry(job, rhythm, when)
            self.entries[entry.name] = entry
            return job

        return declare

    def prepare(self, session: Session) -> None:
        """Give every job its row, once."""
        now = clock.now()
        for entry in self.entries.values():
            next_at = now if isinstance(entry.rhythm, timedelta) else entry.next_after(now)
            insert_if_absent(session, ScheduleEntry, name=entry.name, next_at=next_at)

    def claim_due(self, database: Database) -> list[str]:
        """Return the jobs that are due now and that nobody else has taken."""
        now = clock.now()
        with database.reading() as session:
            rows = session.execute(select(ScheduleEntry.name, ScheduleEntry.next_at)).all()
            seen = {self.entries[name]: next_at for name, next_at in rows if name in self.entries}
            due = {entry: at for entry, at in seen.items() if entry.is_due(at, now) and entry.has_work(session)}
            astray = {entry: at for entry, at in seen.items() if entry not in due and entry.is_astray(at, now)}
        if not due and not astray:
            return []
        with database.transaction() as session:
            for entry, at in astray.items():
                _move_on(session, entry, at, now)
            return [entry.name for entry, at in due.items() if _move_on(session, entry, at, now)]


def _move_on(session: Session, entry: Entry, seen: datetime, now: datetime) -> bool:
    """Set when a job is due next; False where somebody else did since its time was seen."""
    moved = session.execute(
        update(ScheduleEntry)
        .where(ScheduleEntry.name == entry.name, ScheduleEntry.next_at == seen)
        .values(next_at=entry.next_after(now))
        .returning(ScheduleEntry.name)
    )
    return moved.first() is not None


def failing(session: Session) -> list[ScheduleEntry]:
    """Return the jobs whose last run failed."""
    return list(
        session.scalars(select(ScheduleEntry).where(ScheduleEntry.error.is_not(None)).order_by(ScheduleEntry.name))
    )


def note_result(session: Session, name: str, error: str | None) -> None:
    """Keep why a job failed, or that it no longer does, where readiness and staff see it."""
    session.execute(
        update(ScheduleEntry)
        .where(ScheduleEntry.name == name, ScheduleEntry.error.is_distinct_from(error))
        .values(error=error, failed_at=clock.now() if error else None)
    )

"""The clock: what is due is claimed in the database, so that any number of workers tick once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import wraps
from inspect import signature
from typing import Any, TypeVar, cast

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from shared import clock
from shared.among import among
from shared.database import Database, insert_if_absent
from shared.log import get_logger
from shared.messaging.schedule_entry import ScheduleEntry, give_back, note_killed
from shared.settings import Settings

Job = Callable[[Database, Settings], None]
When = Callable[[Session, Settings], bool]
F = TypeVar("F", bound=Callable[..., Any])

log = get_logger(__name__)


def with_settings(function: F) -> F:
    """Return the same function as one that is given the settings as well, whether it asks for them or not."""
    if "settings" in signature(function).parameters:
        return function
    return cast(F, wraps(function)(lambda first, settings: function(first)))


@dataclass(frozen=True)
class Entry:
    """A job and its rhythm: an interval, or a WITA time of every day; ``when`` looks whether there is work.

    ``at_once``: work is begun whenever the clock sees it, ahead of the rhythm too, unless the job runs or has failed.
    """

    job: Job
    rhythm: timedelta | time
    when: When | None
    at_once: bool = False

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

    def is_due(self, row: ScheduleEntry, now: datetime) -> bool:
        """Tell whether the job runs now; one whose time was set by a clock that was ahead is overdue, not waiting."""
        if row.waits_on_queue:
            return False
        overdue = isinstance(self.rhythm, timedelta) and self.is_astray(row.next_at, now)
        begins_at_once = self.at_once and row.runs_until is None and row.error is None
        return row.sent_at is not None or row.next_at <= now or overdue or begins_at_once

    def is_astray(self, next_at: datetime, now: datetime) -> bool:
        """Tell whether a time lies further ahead than this rhythm ever sets it."""
        return next_at > self.next_after(now) + clock.TOLERANCE

    def has_work(self, database: Database, settings: Settings) -> bool:
        """Tell whether there is something to do; where looking fails there is: the job then says what is wrong."""
        try:
            with database.reading() as session:
                return self.when is None or self.when(session, settings)
        except Exception:
            log.exception("job_cannot_look", job=self.name)
            return True


class Schedule:
    """What one service does by the clock. Jobs, and what looks whether they have work, may ask for the settings too."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.entries: dict[str, Entry] = {}

    def every(
        self, *, seconds: float, when: Callable[..., bool] | None = None, at_once: bool = False
    ) -> Callable[[F], F]:
        """Run the decorated ``job(database)`` every so many seconds, if ``when(session)`` finds work.

        ``at_once``: sooner too, where somebody woke the clock (:func:`shared.wake.wake_clock`).
        """
        return self._add(timedelta(seconds=seconds), when, at_once)

    def daily(self, at: str) -> Callable[[F], F]:
        """Run the decorated ``job(database)`` every day at a WITA time such as ``"07:00"``."""
        return self._add(time.fromisoformat(at), None)

    def _add(
        self, rhythm: timedelta | time, when: Callable[..., bool] | None, at_once: bool = False
    ) -> Callable[[F], F]:
        def declare(job: F) -> F:
            entry = Entry(with_settings(job), rhythm, when and with_settings(when), at_once)
            self.entries[entry.name] = entry
            return job

        return declare

    def prepare(self, session: Session) -> None:
        """Give every job its row, once; what an earlier version did is no job any more."""
        now = clock.now()
        session.execute(delete(ScheduleEntry).where(~among(ScheduleEntry.name, self.entries)))
        for entry in self.entries.values():
            next_at = now if isinstance(entry.rhythm, timedelta) else entry.next_after(now)
            insert_if_absent(session, ScheduleEntry, name=entry.name, next_at=next_at)

    def start_due(self, database: Database, settings: Settings, send: Callable[[str], None]) -> None:
        """Put the jobs that are due on the queue; what the broker does not take is due again at once."""
        waiting = self.claim_due(database, settings)
        try:
            while waiting:
                send(waiting[0])
                waiting.pop(0)
        finally:
            if waiting:
                with database.transaction() as session:
                    give_back(session, waiting)

    def claim_due(self, database: Database, settings: Settings) -> list[str]:
        """Return the jobs that are due now and that nobody else has taken."""
        now = clock.now()
        with database.reading() as session:
            rows = [row for row in session.scalars(select(ScheduleEntry)) if row.name in self.entries]
        late = [row for row in rows if row.runs_until is not None and row.runs_until < now]
        due = [row for row in rows if self._is_due(database, settings, row, now)]
        astray = [row for row in rows if row not in due and self.entries[row.name].is_astray(row.next_at, now)]
        if not (late or due or astray):
            return []
        with database.transaction() as session:
            for row in late:
                note_killed(session, row)
            for row in astray:
                self._move_on(session, row, now, row.sent_at)
            return [row.name for row in due if self._move_on(session, row, now, now)]

    def _is_due(self, database: Database, settings: Settings, row: ScheduleEntry, now: datetime) -> bool:
        entry = self.entries[row.name]
        return entry.is_due(row, now) and entry.has_work(database, settings)

    def _move_on(self, session: Session, row: ScheduleEntry, now: datetime, sent_at: datetime | None) -> bool:
        """Set when a job is due next; False where somebody else did since its time was seen."""
        moved = session.execute(
            update(ScheduleEntry)
            .where(
                ScheduleEntry.name == row.name,
                ScheduleEntry.next_at == row.next_at,
                ScheduleEntry.sent_at.is_not_distinct_from(row.sent_at),
            )
            .values(next_at=self.entries[row.name].next_after(now), sent_at=sent_at)
            .returning(ScheduleEntry.name)
        )
        return moved.first() is not None

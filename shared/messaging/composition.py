"""What a worker of one service can do: take facts, tell how far it is, and do its jobs."""

import os
import time
from collections.abc import Sequence
from datetime import timedelta
from functools import cache, wraps
from typing import Any

from celery import Celery
from sqlalchemy.orm import Session

from shared import context, log
from shared.database import Database
from shared.events.catalogue import producers_for
from shared.messaging import positions, restoration, waiting
from shared.messaging.consumers import Consumers, park_unreadable
from shared.messaging.heartbeat import BEAT_SECONDS, beat
from shared.messaging.long_queue import LONG, queue_of
from shared.messaging.long_work import add_long_work, ask_to_forget
from shared.messaging.restoration import Recovery, Restoration
from shared.messaging.schedule import Job, Schedule
from shared.messaging.schedule_entry import note_result, note_start
from shared.settings import Settings
from shared.work.hand import ending
from shared.work.lane import Lane
from shared.work.memory import give_back_memory

DAY_SECONDS = 24 * 60 * 60


class Composition:
    """What a worker of one service needs to do its tasks."""

    def __init__(
        self, app: Celery, settings: Settings, consumers: Consumers, schedule: Schedule, recovery: Recovery, lane: Lane
    ) -> None:
        self.app, self.settings, self.consumers, self.schedule = app, settings, consumers, schedule
        self.recovery, self.lane = recovery, lane
        self.shown_at = time.monotonic()
        self.looked_in: int | None = None

    @property
    def database(self) -> Database:
        """This process's database; a forked child opens its own."""
        return _database(self.settings, os.getpid())

    def send(self, service: str, verb: str, *args: Any, queue: str | None = None, **options: Any) -> None:
        """Put one task on a service's queue, past all exchanges: a flushed Redis loses no binding."""
        name = f"{service}.{verb}"
        self.app.send_task(name, list(args), queue=queue or service, argsrepr="…", kwargsrepr="…", **options)

    def nudge(self) -> None:
        """Let the worker of long work look what waits."""
        self.send(self.settings.service, "take_work", queue=queue_of(self.settings.service))

    def send_events(self, consumer: str, envelopes: list[dict[str, Any]]) -> None:
        self.send(consumer, "receive_events", envelopes)

    def register_tasks(self) -> None:
        """Name this service's tasks: events in, positions, and one for each job of its schedule."""
        task = self._task
        task("receive_events", self._receive_events)
        task("park_unreadable", self._park_unreadable)
        task("report_position", self._report_position)
        task("confirm_position", self._confirm_position)
        task("tell_all", self._tell_all)
        # A nudge that is lost comes again; one that came back while its work is done would only be looked at later.
        # https://docs.celeryq.dev/en/stable/reference/celery.app.task.html#celery.app.task.Task.acks_late
        task("take_work", self._take_work, acks_late=False, soft_time_limit=DAY_SECONDS, time_limit=DAY_SECONDS)
        add_long_work(self.lane, self.consumers)
        self.schedule.every(seconds=BEAT_SECONDS)(show_life)
        self.schedule.daily("03:30")(forget_old_messages)
        for entry in self.schedule.entries.values():
            task(entry.name, self._job(entry.name, entry.job))

    def _task(self, verb: str, run: Any, **options: Any) -> None:
        @wraps(run)
        def look_and_run(*args: Any) -> None:
            self.notice_restoration()
            run(*args)

        self.app.task(look_and_run, name=f"{self.settings.service}.{verb}", shared=False, **options)

    def _job(self, name: str, job: Job) -> Any:
        def run() -> None:
            error = None
            longest = timedelta(seconds=self.app.tasks[f"{self.settings.service}.{name}"].time_limit)
            with self.database.transaction() as session:
                until = note_start(session, name, longest)
            try:
                with context.acting_as(context.SYSTEM):
                    job(self.database, self.settings)
            except Exception as failure:
                error = repr(failure)
                raise
            finally:
                with self.database.transaction() as session:
                    note_result(session, name, error, until)

        run.__name__ = name
        return run

    def _receive_events(self, messages: list[Any]) -> None:
        self.consumers.receive(self.database, messages)
        if time.monotonic() - self.shown_at > BEAT_SECONDS:
            # A long queue of facts keeps the clock's own beats waiting.
            self.shown_at = time.monotonic()
            show_life(self.database)

    def _take_work(self) -> None:
        show_life(self.database, LONG)
        while not ending.is_set() and self.lane.take_next(self.database, self.settings, _at_long_work):
            give_back_memory()

    def _park_unreadable(self, raw: str) -> None:
        park_unreadable(self.database, raw)

    def _report_position(self, producer: str, void: Sequence[Sequence[int]] = ()) -> None:
        with self.database.transaction() as session:
            where = positions.position(session, producer, void)
        self.send(producer, "confirm_position", self.settings.service, where["watermark"], where["beyond"])

    def _confirm_position(self, consumer: str, watermark: int, beyond: list[list[int]]) -> None:
        with context.acting_as(context.SYSTEM), self.database.transaction() as session:
            if positions.has_heard_more(session, consumer, watermark, beyond):
                session.get_one(Restoration, 1, with_for_update=True)
                # Looked at once more: another consumer may have said so at the same moment.
                if positions.has_heard_more(session, consumer, watermark, beyond):
                    self._recover(session)
            again = positions.confirm(session, consumer, watermark, beyond)
        if again:
            log.get_logger(__name__).info("sending_again", consumer=consumer, facts=again)

    def notice_restoration(self) -> None:
        """Make good what a return from a copy does, where this database lies elsewhere than at the last look.

        Looked at once a process, before its first task: a task that waited in Redis may be faster than the courier.
        """
        if self.looked_in == os.getpid():
            return
        with context.acting_as(context.SYSTEM), self.database.transaction() as session:
            if restoration.was_moved(session):
                self._recover(session)
        self.looked_in = os.getpid()

    def recover(self) -> None:
        """Make good what a return from a copy does."""
        with context.acting_as(context.SYSTEM), self.database.transaction() as session:
            self._recover(session)

    def _recover(self, session: Session) -> None:
        restoration.recover(session, self.settings.service, self.recovery)
        waiting.tell_again(session)

    def ask_for_all(self) -> None:
        """Ask everybody whose facts this service hears to tell all again, once after it was restored."""
        with self.database.reading() as session:
            if not session.get_one(Restoration, 1).asking:
                return
        for producer in producers_for(self.settings.service):
            self.send(producer, "tell_all")
        with self.database.transaction() as session:
            session.get_one(Restoration, 1).asking = False

    def _tell_all(self) -> None:
        with context.acting_as(context.SYSTEM), self.database.transaction() as session:
            self.recovery.tell_all(session)
            waiting.tell_again(session)


def show_life(database: Database, name: str = "worker") -> None:
    """Leave a sign that clock, broker, worker and database all work."""
    with database.transaction() as session:
        beat(session, name)


def forget_old_messages(database: Database) -> None:
    """Ask for the facts that everybody has had for long, and for old work, to be forgotten."""
    with database.transaction() as session:
        ask_to_forget(session)


def _at_long_work(session: Session) -> None:
    beat(session, LONG)


@cache
def _database(settings: Settings, pid: int) -> Database:
    return Database(settings.database_url, signing_keys=settings.secret_keys)

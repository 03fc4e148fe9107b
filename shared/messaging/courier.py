"""The process beside each worker that carries what waits: it relays the outbox, ticks the clock, asks for positions.

It is woken by PostgreSQL's NOTIFY and looks now and then; on SQLite it looks often, which costs a few indexed queries.
"""

import os
import signal
import threading
import time
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from shared import context, log
from shared.audit import begin_seals
from shared.events.catalogue import producers_for, streams
from shared.messaging import positions
from shared.messaging.composition import Composition
from shared.messaging.long_queue import Nudger, queue_of
from shared.messaging.outbox import Stream
from shared.messaging.relay import QUEUE_LIMIT, relay
from shared.messaging.schedule_entry import TAKEN_WITHIN
from shared.messaging.transport import length_of
from shared.messaging.watchdog import Watchdog
from shared.wake import CHANNEL, CLOCK

LOOK_SECONDS = {"sqlite": 0.2, "postgresql": 1.0}
LONGEST_PAUSE_SECONDS = 10.0
CALLED_SECONDS = 0.2
"""So long lies at least between two looks, however often the clock is woken."""
WORTH_SENDING = QUEUE_LIMIT // 2
"""A queue is filled up once so many messages have room: each time costs two transactions."""
CROWDED_SECONDS = 0.02
"""So soon a queue that was full is looked at again; it takes longer the longer it stays so."""


class Courier:
    """The loop. Every round is safe to be cut short anywhere and to run beside another courier."""

    def __init__(self, composition: Composition) -> None:
        self.worker = composition
        self.database = composition.database
        self.log = log.get_logger(__name__)
        self.ended = threading.Event()
        self.listener: list[psycopg.Connection[Any]] = []
        self.shortest_pause = self.pause = LOOK_SECONDS[composition.database.engine.dialect.name]
        self.crowded_pause = CROWDED_SECONDS
        self.looked_at = float("-inf")
        self.is_crowded = self.is_called = self.has_told_positions = False
        self.watchdog = Watchdog(self.database, os.getppid())
        long_queue = queue_of(composition.settings.service)
        self.nudger = Nudger(self.database, composition.nudge, lambda: self._queue_length(long_queue))

    def run(self) -> None:
        """Carry until asked to end."""
        signal.signal(signal.SIGTERM, lambda *_: self.ended.set())
        signal.signal(signal.SIGINT, lambda *_: self.ended.set())
        wait = self._wait_for_notify() if not self.database.is_sqlite else self.ended.wait
        self.prepare()
        while not self.ended.is_set():
            try:
                busy = self.round() if self._is_time_to_look() else self._relay()
                self.pause = self.shortest_pause
            except Exception as error:  # noqa: BLE001 - broker or database away: both come back
                self.log.warning("courier_waits", error=repr(error), seconds=self.pause)
                busy, self.pause = False, min(self.pause * 2, LONGEST_PAUSE_SECONDS)
                self.watchdog.rest()
            if not busy:
                wait(self._until_next_look())

    def prepare(self) -> None:
        """Do what must be done before the first round: nothing leaves a restored database before it was made good."""
        with context.acting_as(context.SYSTEM), self.database.transaction() as session:
            self.worker.schedule.prepare(session)
            self._prepare_streams(session)
            begin_seals(session)
        self.worker.notice_restoration()

    def round(self) -> bool:
        """Relay, tick and ask once; tell whether there is probably more to do. No part keeps another from its turn."""
        busy, failures = False, []
        self.looked_at, self.is_called = time.monotonic(), False
        for part in (self._relay, self._tick, self.nudger.look, self._ask_positions, self._tell_positions, self._watch):
            try:
                busy = bool(part()) or busy
            except Exception as error:  # noqa: BLE001 - raised below, once all had their turn
                failures.append(error)
        if failures:
            raise failures[0]
        return busy

    def _is_time_to_look(self) -> bool:
        """Tell whether more than facts is due: while they flow, the rest is looked at no more often than at rest."""
        soonest = CALLED_SECONDS if self.is_called else self.shortest_pause
        return time.monotonic() - self.looked_at >= soonest

    def _relay(self) -> bool:
        self.is_crowded = False
        moved = relay(self.database, self.worker.settings.service, self.worker.send_events, self._room)
        if moved:
            self.crowded_pause = CROWDED_SECONDS
        return moved > 0

    def _room(self, consumer: str) -> int:
        room = QUEUE_LIMIT - self._queue_length(consumer)
        if room >= WORTH_SENDING:
            return room
        self.is_crowded = True
        return 0

    def _until_next_look(self) -> float:
        if not self.is_crowded:
            return min(self.pause, CALLED_SECONDS) if self.is_called else self.pause
        self.crowded_pause = min(self.crowded_pause * 2, self.pause)
        return self.crowded_pause

    def _tick(self) -> None:
        self.worker.schedule.start_due(self.database, self.worker.settings, self._start)

    def _watch(self) -> None:
        if self.watchdog.is_due():
            self.watchdog.look(self._queue_length(self.worker.settings.service))

    def _start(self, job: str) -> None:
        self.worker.send(self.worker.settings.service, job, expires=TAKEN_WITHIN.total_seconds())

    def _ask_positions(self) -> None:
        with self.database.reading() as session:
            consumers = positions.unconfirmed_streams(session)
        for consumer in consumers:
            if self._queue_length(consumer) >= QUEUE_LIMIT:
                continue
            with self.database.transaction() as session:
                positions.note_asked(session, consumer)
                void = positions.voids(session, consumer)
            self.worker.send(consumer, "report_position", self.worker.settings.service, void, expires=60)

    def _tell_positions(self) -> None:
        """Let this service's worker tell every producer how far it is, unasked: its database may be a restored one."""
        if self.has_told_positions:
            return
        service = self.worker.settings.service
        for producer in producers_for(service):
            self.worker.send(service, "report_position", producer)
        self.worker.ask_for_all()
        self.has_told_positions = True

    def _queue_length(self, queue: str) -> int:
        return length_of(self.worker.app, queue)

    def _prepare_streams(self, session: Any) -> None:
        for producer, consumer in streams():
            if producer == self.worker.settings.service and session.get(Stream, consumer) is None:
                session.add(Stream(consumer=consumer, last_seq=0, confirmed_seq=0))

    def _wait_for_notify(self) -> Any:
        url = make_url(self.worker.settings.database_url).set(drivername="postgresql")
        listener = self.listener

        def wait(seconds: float) -> None:
            try:
                if not listener:
                    listener.append(psycopg.connect(url.render_as_string(False), autocommit=True, connect_timeout=5))
                    listener[0].execute(f"LISTEN {CHANNEL}")
                for word in listener[0].notifies(timeout=seconds, stop_after=1):
                    self.is_called = self.is_called or word.payload == CLOCK
            except psycopg.OperationalError:
                listener.clear()
                self.ended.wait(seconds)

        return wait

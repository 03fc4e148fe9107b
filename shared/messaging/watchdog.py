"""Ends a worker that lives but takes nothing: its supervisor starts another.

A worker that hangs does not exit, so no supervisor notices. The courier sees the queue and the signs of life.
"""

import os
import signal
import time

from shared.database import Database
from shared.log import get_logger
from shared.messaging.heartbeat import age_seconds

STUCK_SECONDS = 30.0
LOOK_SECONDS = 5.0
LAST_WARNING_SECONDS = 15.0

log = get_logger(__name__)


class Watchdog:
    """Looks whether messages wait although no worker of this service has shown life."""

    def __init__(self, database: Database, worker_pid: int, name: str = "worker") -> None:
        """Watch the process that leaves signs of life under a name."""
        self.database, self.worker_pid, self.name = database, worker_pid, name
        self.looked_at = self.nothing_waited_at = _seconds()
        self.asked_to_end_at: float | None = None

    def is_due(self) -> bool:
        """Tell whether it is time for another look, for which the queue must be counted."""
        return _seconds() - self.looked_at >= LOOK_SECONDS

    def rest(self) -> None:
        """Begin anew: the broker was away, so nothing could be taken."""
        self.nothing_waited_at = _seconds()

    def look(self, waiting: int) -> None:
        """End the worker if messages have waited for STUCK_SECONDS without a sign of life."""
        self.looked_at = _seconds()
        if waiting == 0:
            return self.rest()
        with self.database.reading() as session:
            age = age_seconds(session, self.name)
        if self.looked_at - self.nothing_waited_at > STUCK_SECONDS and (age is None or age > STUCK_SECONDS):
            self._end_worker()

    def _end_worker(self) -> None:
        first = self.asked_to_end_at is None
        self.asked_to_end_at = self.asked_to_end_at or self.looked_at
        patient = self.looked_at - self.asked_to_end_at < LAST_WARNING_SECONDS
        if first or not patient:
            log.error("worker_takes_nothing", pid=self.worker_pid)
            os.kill(self.worker_pid, signal.SIGTERM if patient else signal.SIGKILL)


def _seconds() -> float:
    # Not the time of day: a clock that is set would count as hours of silence, or stop the watch for as long.
    return time.monotonic()

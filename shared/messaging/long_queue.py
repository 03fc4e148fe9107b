"""The second queue of a service: a nudge on it lets the worker of long work look what waits. The row is the truth."""

import time
from collections.abc import Callable
from typing import Any

from shared.database import Database
from shared.messaging.heartbeat import BEAT_SECONDS
from shared.work.claims import any_due

LONG = "long"
"""Name of the sign of life that a worker of long work leaves."""
LOOK_SECONDS = 1.0


def queue_of(service: str) -> str:
    """Return the name of the queue of a service's long work."""
    return f"{service}.{LONG}"


def does_long_work(worker: Any) -> bool:
    """Tell whether a Celery worker takes from its service's second queue."""
    return queue_of(worker.app.conf.sinergi_service) in worker.app.amqp.queues.consume_from


class Nudger:
    """Nudges the worker of long work where some waits, and now and then to see whether it is there at all."""

    def __init__(self, database: Database, nudge: Callable[[], None], queue_length: Callable[[], int]) -> None:
        self.database, self.nudge, self.queue_length = database, nudge, queue_length
        self.looked_at = -float(BEAT_SECONDS)

    def look(self) -> None:
        """Nudge where that is needed and no nudge lies there yet."""
        since = time.monotonic() - self.looked_at
        if since >= BEAT_SECONDS or (since >= LOOK_SECONDS and self._work_waits()):
            self.looked_at = time.monotonic()
            if self.queue_length() == 0:
                self.nudge()

    def _work_waits(self) -> bool:
        with self.database.reading() as session:
            return any_due(session)

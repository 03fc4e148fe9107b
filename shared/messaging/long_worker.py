"""What stands beside the worker of long work: it hands work back when it is asked to end, and is ended when it hangs.

This worker is one process without children, so a thread may watch it; its courier is the one of the other worker.
"""

import os
import signal
from threading import Event, Thread
from typing import Any

from celery import bootsteps
from celery.signals import worker_shutting_down

from shared.log import get_logger
from shared.messaging.composition import Composition
from shared.messaging.long_queue import LONG, does_long_work, queue_of
from shared.messaging.transport import length_of
from shared.messaging.watchdog import LOOK_SECONDS, Watchdog
from shared.work.hand import ending

log = get_logger(__name__)


class LongWorkStep(bootsteps.StartStopStep):  # type: ignore[misc] # celery carries no types
    """Watches a worker of long work as long as it runs."""

    requires = {"celery.worker.components:Timer", "celery.worker.components:Pool"}  # noqa: RUF012 - celery's protocol

    def __init__(self, worker: Any, **_: Any) -> None:
        self.over = Event()
        worker_shutting_down.connect(self.let_go)

    def include_if(self, worker: Any) -> bool:
        return does_long_work(worker)

    def start(self, worker: Any) -> None:
        Thread(target=watch, args=(worker.app.sinergi, self.over), name="watch", daemon=True).start()

    def let_go(self, **_: Any) -> None:
        """Let the work in hand end at its next step; the next worker goes on with it."""
        self.over.set()
        ending.set()

    def stop(self, worker: Any) -> None:
        self.let_go()

    terminate = stop


def watch(worker: Composition, over: Event) -> None:
    """End this process if it takes nothing although nudges wait, or if its work has long said nothing."""
    watchdog = Watchdog(worker.database, os.getpid(), LONG)
    queue = queue_of(worker.settings.service)
    while not over.wait(LOOK_SECONDS):
        try:
            if worker.lane.hangs:
                log.error("work_hangs")
                os.kill(os.getpid(), signal.SIGKILL)
            elif worker.lane.in_hand is not None:
                watchdog.rest()
            else:
                watchdog.look(length_of(worker.app, queue))
        except Exception as error:  # noqa: BLE001 - broker or database away: both come back
            log.warning("watch_waits", error=repr(error))
            watchdog.rest()

"""The courier is a process of its own beside its worker: started with it, started again if it dies, stopped with it."""

import signal
import subprocess
import sys
from contextlib import suppress
from functools import partial
from typing import Any

from celery import bootsteps
from celery.signals import worker_shutting_down

from shared.messaging.long_queue import does_long_work
from shared.messaging.processes import end_with_parent


class CourierStep(bootsteps.StartStopStep):  # type: ignore[misc] # celery carries no types
    """Starts the courier with the worker, starts it again if it dies, stops it with the worker."""

    requires = {"celery.worker.components:Timer", "celery.worker.components:Pool"}  # noqa: RUF012 - celery's protocol

    def include_if(self, worker: Any) -> bool:
        """Stand beside the worker of a service's first queue alone."""
        return not does_long_work(worker)

    def __init__(self, worker: Any, **_: Any) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.stopping = False
        worker_shutting_down.connect(self.let_go)

    def start(self, worker: Any) -> None:
        self.command = [sys.executable, "-m", worker.app.conf.sinergi_cli, "courier"]
        self._keep_running()
        worker.timer.call_repeatedly(1.0, self._keep_running)

    def _keep_running(self) -> None:
        if not self.stopping and (self.process is None or self.process.poll() is not None):
            # Tied before its own first line runs: loading takes a second, in which a killed worker would leave it.
            tie = partial(end_with_parent, signal.SIGTERM)
            self.process = subprocess.Popen(self.command, preexec_fn=tie)  # noqa: S603 - our own module

    def let_go(self, **_: Any) -> None:
        """End the courier as soon as the worker is asked to end.

        The worker finishes what it has begun and takes nothing more, which the watchdog would take for silence.
        """
        self.stopping = True
        if self.process is not None:
            self.process.terminate()

    def stop(self, worker: Any) -> None:
        self.let_go()
        if self.process is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=15)

    terminate = stop

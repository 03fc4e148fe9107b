"""The courier ends when its worker is asked to end, not only when the worker has finished its work."""

import signal
import sys

from celery.signals import worker_shutting_down

from shared.messaging.courier_step import CourierStep


def test_courier_ends_with_the_request_and_is_not_started_again():
    step = CourierStep(worker=None)
    step.command = [sys.executable, "-c", "import time; time.sleep(60)"]
    step._keep_running()
    worker_shutting_down.send(sender="registry@test", sig="SIGTERM", how="Warm", exitcode=0)
    assert step.process.wait(60) == -signal.SIGTERM
    step._keep_running()
    assert step.process.poll() is not None

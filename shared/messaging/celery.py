"""One Celery application per service."""

from typing import Any

from celery import Celery, current_app
from celery.signals import setup_logging, worker_process_init
from kombu.entity import Queue

from shared import log
from shared.messaging import courier_step, long_worker
from shared.messaging.celery_settings import SENDER, WORKER
from shared.messaging.composition import Composition
from shared.messaging.consumers import Consumers
from shared.messaging.processes import end_with_parent
from shared.messaging.restoration import Recovery
from shared.messaging.schedule import Schedule
from shared.settings import Settings
from shared.work.lane import Lane

NOTHING_OF_ITS_OWN = Recovery()


def create_worker(
    settings: Settings,
    consumers: Consumers,
    schedule: Schedule,
    recovery: Recovery = NOTHING_OF_ITS_OWN,
    lane: Lane | None = None,
) -> Celery:
    """Compose the Celery application of one service: its consumer, its jobs, its long work, the courier beside it."""
    app = create_sender(settings)
    app.conf.update(
        WORKER,
        # The queue of facts, on a direct exchange: on a topic exchange what no queue is bound to vanishes unseen.
        # https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-queues
        task_queues=[Queue(settings.service)],
        # That same one: Celery's own choice would be a queue that no worker takes from.
        # https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-default-queue
        task_default_queue=settings.service,
        # Not Celery's: read by the courier's step and by the transport.
        sinergi_service=settings.service,
        sinergi_cli=f"services.{settings.service}.cli",
    )
    app.sinergi = Composition(app, settings, consumers, schedule, recovery, lane or Lane(settings.service))
    app.steps["worker"].update([courier_step.CourierStep, long_worker.LongWorkStep])
    app.sinergi.register_tasks()
    return app


def create_sender(settings: Settings) -> Celery:
    """Return a Celery application that can put tasks on any service's queue."""
    app = Celery(f"sinergi.{settings.service}", broker=settings.redis_url, set_as_current=True)
    app.conf.update(SENDER)
    return app


@setup_logging.connect
def configure_logging(**_: Any) -> None:
    """Log as every other process does, instead of as Celery would."""
    log.configure(current_app.conf.get("sinergi_service", "worker"), "worker")


@worker_process_init.connect
def tie_to_parent(**_: Any) -> None:
    """End a worker's child with its worker."""
    end_with_parent()

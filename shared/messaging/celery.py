"""One Celery application per service. Every setting that differs from Celery's own says why."""

from typing import Any

from celery import Celery, current_app
from celery.signals import setup_logging, worker_process_init
from kombu.entity import Queue

from shared import log
from shared.messaging import courier, long_worker
from shared.messaging.composition import Composition
from shared.messaging.consumers import Consumers
from shared.messaging.processes import end_with_parent
from shared.messaging.restoration import Recovery
from shared.messaging.schedule import Schedule
from shared.settings import Settings
from shared.work.lane import Lane

NOTHING_OF_ITS_OWN = Recovery()
SOFT_LIMIT_SECONDS, HARD_LIMIT_SECONDS, VISIBILITY_SECONDS = 50, 60, 90


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
        task_queues=[Queue(settings.service)],
        task_default_queue=settings.service,
        # A killed worker's message comes back instead of being acknowledged before it was done.
        task_acks_late=True,
        # Not rejected on worker loss: a message that kills its worker would come back for ever. The producer sends
        # again what nobody confirmed, with growing pauses and a cap (positions.py, consumers.MAX_DELIVERIES).
        task_reject_on_worker_lost=False,
        worker_prefetch_multiplier=1,
        task_soft_time_limit=SOFT_LIMIT_SECONDS,
        task_time_limit=HARD_LIMIT_SECONDS,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        broker_connection_retry_on_startup=True,
        worker_hijack_root_logger=False,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        sinergi_service=settings.service,
        sinergi_cli=f"services.{settings.service}.cli",
    )
    app.sinergi = Composition(app, settings, consumers, schedule, recovery, lane or Lane(settings.service))
    app.steps["worker"].update([courier.CourierStep, long_worker.LongWorkStep])
    app.sinergi.register_tasks()
    return app


def create_sender(settings: Settings) -> Celery:
    """Return a Celery application that can put tasks on any service's queue."""
    app = Celery(f"sinergi.{settings.service}", broker=settings.redis_url, set_as_current=True)
    app.conf.update(
        broker_transport="shared.messaging.transport:Transport",
        broker_transport_options={
            # Longer than the longest task, or it runs twice; the two intervals bring a killed worker's message
            # back right after it instead of 100 s later.
            "visibility_timeout": VISIBILITY_SECONDS,
            "unacked_restore_interval": 1,
            "unacked_restore_throttle": 1,
            # Without these a black-holed connection is never noticed.
            "socket_timeout": 10,
            "socket_connect_timeout": 5,
            "socket_keepalive": True,
            "health_check_interval": 5,
            "retry_on_timeout": False,
            "max_retries": 1,
        },
        broker_connection_timeout=5,
        task_publish_retry=False,
        # Nothing but JSON is ever unpacked.
        task_serializer="json",
        accept_content=["json"],
        # Nobody reads results; each would stay in Redis for a day.
        task_ignore_result=True,
        result_backend=None,
        task_store_errors_even_if_ignored=False,
        enable_utc=True,
    )
    return app


@setup_logging.connect
def configure_logging(**_: Any) -> None:
    """Log as every other process does, instead of as Celery would."""
    log.configure(current_app.conf.get("sinergi_service", "worker"), "worker")


@worker_process_init.connect
def tie_to_parent(**_: Any) -> None:
    """End a worker's child with its worker."""
    end_with_parent()

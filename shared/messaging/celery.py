"""One Celery application per service. Every setting that differs from Celery's own says why."""

import os
from functools import cache
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_process_init
from kombu.entity import Exchange, Queue

from shared import context, log
from shared.database import Database
from shared.messaging import courier, positions
from shared.messaging.consumers import Consumers, park_unreadable
from shared.messaging.heartbeat import BEAT_SECONDS, beat
from shared.messaging.processes import end_with_parent
from shared.messaging.schedule import Job, Schedule, note_result
from shared.settings import Settings

SOFT_LIMIT_SECONDS, HARD_LIMIT_SECONDS, VISIBILITY_SECONDS = 50, 60, 90


def create_worker(settings: Settings, consumers: Consumers, schedule: Schedule) -> Celery:
    """Compose the Celery application of one service: its consumer, its jobs and the courier beside it."""
    app = create_sender(settings)
    app.conf.update(
        task_queues=[Queue(settings.service, Exchange("", type="direct"), routing_key=settings.service)],
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
        sinergi_settings=settings,
    )
    app.sinergi = Composition(app, settings, consumers, schedule)
    app.steps["worker"].add(courier.CourierStep)
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
            # Without these a black-holed connection is never noticed (docs/reliability of kombu issue 1734).
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


class Composition:
    """What a worker of one service needs to do its tasks."""

    def __init__(self, app: Celery, settings: Settings, consumers: Consumers, schedule: Schedule) -> None:
        self.app, self.settings, self.consumers, self.schedule = app, settings, consumers, schedule

    @property
    def database(self) -> Database:
        """This process's database; a forked child opens its own."""
        return _database(self.settings.database_url, os.getpid())

    def send(self, service: str, verb: str, *args: Any, **options: Any) -> None:
        """Put one task on a service's queue, past all exchanges, so that a flushed Redis cannot lose the way."""
        self.app.send_task(
            f"{service}.{verb}", list(args), exchange="", routing_key=service, argsrepr="…", kwargsrepr="…", **options
        )

    def send_events(self, consumer: str, envelopes: list[dict[str, Any]]) -> None:
        self.send(consumer, "receive_events", envelopes)

    def register_tasks(self) -> None:
        """Name this service's tasks: events in, positions, beats, and one for each job of its schedule."""
        task = self._task
        task("receive_events", lambda messages: self.consumers.receive(self.database, messages))
        task("park_unreadable", lambda raw: park_unreadable(self.database, raw))
        task("beat", self._beat)
        task("report_position", self._report_position)
        task("confirm_position", self._confirm_position)
        self.schedule.every(seconds=BEAT_SECONDS)(_named("beat", lambda database: None))
        self.schedule.daily("03:30")(_named("forget_old_messages", forget_old_messages))
        for entry in self.schedule.entries.values():
            if entry.name != "beat":
                task(entry.name, self._job(entry.name, entry.job))

    def _task(self, verb: str, run: Any) -> None:
        self.app.task(run, name=f"{self.settings.service}.{verb}")

    def _job(self, name: str, job: Job) -> Any:
        def run() -> None:
            error = None
            try:
                with context.acting_as(context.SYSTEM):
                    job(self.database)
            except Exception as failure:
                error = repr(failure)
                raise
            finally:
                with self.database.transaction() as session:
                    note_result(session, name, error)

        run.__name__ = name
        return run

    def _beat(self) -> None:
        with self.database.transaction() as session:
            beat(session)

    def _report_position(self, producer: str) -> None:
        with self.database.transaction() as session:
            where = positions.position(session, producer)
        self.send(producer, "confirm_position", self.settings.service, where["watermark"], where["beyond"])

    def _confirm_position(self, consumer: str, watermark: int, beyond: list[list[int]]) -> None:
        with self.database.transaction() as session:
            again = positions.confirm(session, consumer, watermark, beyond)
        if again:
            log.get_logger(__name__).warning("sending_again", consumer=consumer, facts=again)


def forget_old_messages(database: Database) -> None:
    with database.transaction() as session:
        positions.forget_old(session)


def _named(name: str, job: Job) -> Job:
    def run(database: Database) -> None:
        job(database)

    run.__name__ = name
    return run


@cache
def _database(url: str, pid: int) -> Database:
    return Database(url)


@setup_logging.connect
def configure_logging(**_: Any) -> None:
    from celery import current_app

    log.configure(current_app.conf.get("sinergi_service", "worker"), "worker")


@worker_process_init.connect
def tie_to_parent(**_: Any) -> None:
    end_with_parent()

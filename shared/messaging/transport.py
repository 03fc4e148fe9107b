"""Kombu's Redis transport, except that what is no message at all does not end the worker: it is set aside."""

from json import JSONDecodeError
from queue import Empty
from typing import Any

from celery.signals import task_rejected, task_unknown
from kombu.transport import redis

from shared.log import get_logger

log = get_logger(__name__)
PARTS = {"body", "headers", "properties", "content-type"}


class Channel(redis.Channel):
    def _brpop_read(self, **options: Any) -> Any:
        try:
            return super()._brpop_read(**options)
        except JSONDecodeError as error:
            self._set_aside(error.doc)
        except UnicodeDecodeError as error:
            self._set_aside(error.object.decode("latin-1"))
        raise Empty

    def _set_aside(self, raw: str) -> None:
        self.connection.set_aside(raw)


class Transport(redis.Transport):
    Channel = Channel

    def _deliver(self, message: Any, queue: str) -> None:
        if not isinstance(message, dict) or not message.keys() >= PARTS:
            return self.set_aside(repr(message))
        super()._deliver(message, queue)

    def set_aside(self, raw: str) -> None:
        log.error("unreadable_item_on_queue", size=len(raw))
        keep(raw)


def keep(raw: str) -> None:
    """Give an unreadable item to this service's own worker, which parks it for staff to see."""
    from celery import current_app

    service = current_app.conf.sinergi_service
    current_app.send_task(f"{service}.park_unreadable", [raw[:20_000]], queue=service, argsrepr="…")


def length_of(app: Any, queue: str) -> int:
    """Return how many messages wait on a queue."""
    with app.pool.acquire(block=True) as connection:
        return int(connection.default_channel.client.llen(queue))


@task_unknown.connect
def keep_unknown(message: Any = None, **_: Any) -> None:
    """Keep a task that nobody knows."""
    keep(str(message.body))


@task_rejected.connect
def keep_rejected(message: Any = None, **_: Any) -> None:
    """Keep a message that Celery would throw away."""
    keep(str(message.body) if message is not None else "")

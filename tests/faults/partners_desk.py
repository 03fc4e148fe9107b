"""A partners service reduced to the kernel: a test publishes from it, its courier carries."""

from celery import Celery

from shared.messaging.celery import create_worker
from shared.messaging.cli import service_cli
from shared.messaging.consumers import Consumers
from shared.messaging.schedule import Schedule
from shared.settings import Settings


def load() -> Celery:
    worker = create_worker(Settings.from_env("partners"), Consumers("partners"), Schedule("partners"))
    worker.conf.sinergi_cli = __name__
    return worker


if __name__ == "__main__":
    service_cli(load)()

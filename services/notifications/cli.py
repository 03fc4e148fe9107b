"""``python -m services.notifications.cli``: the commands every service has."""

from celery import Celery

from services.notifications.actions.forgetting import forget
from shared.messaging.celery import create_worker
from shared.messaging.cli import service_cli
from shared.settings import Settings


def load_worker() -> Celery:
    from services.notifications.actions.restoration import recovery
    from services.notifications.tasks.consumers import consumers
    from services.notifications.tasks.schedule import schedule

    return create_worker(Settings.from_env("notifications"), consumers, schedule, recovery)


cli = service_cli(load_worker, forget)

if __name__ == "__main__":
    cli()

"""Commands of the registry: ``python -m services.registry.cli --help``."""

from celery import Celery

from services.registry.actions.forgetting import forget
from shared.messaging.cli import service_cli


def load_worker() -> Celery:
    # Composed only when a command needs it: "--help" needs no settings.
    from services.registry.worker import app

    return app


cli = service_cli(load_worker, forget)

if __name__ == "__main__":
    cli()

"""Commands of the partners: ``python -m services.partners.cli --help``."""

from celery import Celery

from shared.messaging.cli import service_cli


def load_worker() -> Celery:
    # Composed only when a command needs it: "--help" needs no settings.
    from services.partners.worker import app

    return app


cli = service_cli(load_worker)

if __name__ == "__main__":
    cli()

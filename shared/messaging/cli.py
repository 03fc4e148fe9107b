"""Commands every service has: its courier, its health, its parked messages, its history."""

import sys
from collections.abc import Callable
from uuid import UUID

import click
from celery import Celery

from shared import audit, log
from shared.messaging import inbox
from shared.messaging.courier import Courier
from shared.messaging.heartbeat import BEAT_SECONDS, age_seconds


def service_cli(load_worker: Callable[[], Celery]) -> click.Group:
    """Return the command group of a service; ``load_worker`` composes its Celery application when one is needed."""

    @click.group()
    def cli() -> None:
        """Run and inspect this service."""

    @cli.command()
    def courier() -> None:
        """Relay the outbox and tick the clock (started by the worker itself)."""
        worker = load_worker().sinergi
        log.configure(worker.settings.service, "courier")
        Courier(worker).run()

    @cli.command("worker-health")
    def worker_health() -> None:
        """Exit 0 if the worker took a beat lately: clock, broker, worker and database all work."""
        with load_worker().sinergi.database.reading() as session:
            age = age_seconds(session)
        click.echo(f"last beat: {age if age is None else round(age)} s ago")
        sys.exit(0 if age is not None and age < BEAT_SECONDS * 6 else 1)

    @cli.command()
    def parked() -> None:
        """List messages that failed and wait."""
        with load_worker().sinergi.database.reading() as session:
            for row in inbox.parked(session):
                click.echo(f"{row.event_id}  {row.received_at:%Y-%m-%d %H:%M}  {row.name}  {row.error}")

    @cli.command()
    @click.argument("event_id", type=UUID)
    def replay(event_id: UUID) -> None:
        """Take a parked message up again."""
        worker = load_worker().sinergi
        worker.consumers.replay(worker.database, event_id)

    @cli.command("verify-history")
    def verify_history() -> None:
        """Check that nobody altered the change history."""
        with load_worker().sinergi.database.reading() as session:
            broken = audit.first_broken_link(session)
        click.echo("the history is whole" if broken is None else f"the history is broken at change {broken}")
        sys.exit(0 if broken is None else 1)

    return cli

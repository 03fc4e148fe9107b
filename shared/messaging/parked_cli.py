"""Commands about messages that failed and wait."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import click
from celery import Celery

from shared import context
from shared.errors import NotFound
from shared.messaging import parked as waiting
from shared.messaging.numbering import unheard_of


def add_parked_commands(cli: click.Group, load_worker: Callable[[], Celery]) -> None:
    """Add what an operator does with messages that failed and wait."""

    @cli.command()
    def parked() -> None:
        """List messages that failed and wait."""
        with load_worker().sinergi.database.reading() as session:
            for row in waiting.parked(session):
                click.echo(f"{row.event_id}  {row.received_at:%Y-%m-%d %H:%M}  {row.name}  {row.error}")
            for name, count in unheard_of(session).items():
                click.echo(f"{count} × {name}: no name this version knows; set aside until one that does runs")

    @cli.command()
    @click.argument("event_id", type=UUID)
    def replay(event_id: UUID) -> None:
        """Take a parked message up again."""
        worker = load_worker().sinergi
        with told_if_missing(event_id):
            click.echo(waiting.run_again(worker.consumers, worker.database, event_id).state)

    @cli.command("replay-all")
    @click.argument("name", required=False)
    def replay_all(name: str | None) -> None:
        """Take all parked messages up again, or those of one event NAME."""
        worker = load_worker().sinergi
        for state, count in waiting.run_all_again(worker.consumers, worker.database, name).items():
            click.echo(f"{state}  {count}")

    @cli.command("put-aside")
    @click.argument("event_id", type=UUID)
    def put_aside(event_id: UUID) -> None:
        """Let a parked message rest for good."""
        with (
            told_if_missing(event_id),
            context.acting_as(context.SYSTEM),
            load_worker().sinergi.database.transaction() as session,
        ):
            waiting.put_aside(session, event_id)


@contextmanager
def told_if_missing(event_id: UUID) -> Iterator[None]:
    """Say in a sentence that no such message is parked."""
    try:
        yield
    except NotFound:
        raise click.ClickException(f"No message {event_id} is parked here.") from None

"""Commands every service has: its courier, its health, its parked messages, its history."""

import sys
from collections.abc import Callable, Iterator
from uuid import UUID

import click
from celery import Celery
from sqlalchemy.orm import Session

from shared import context, history, log
from shared.forgetting import forget_one, known_nouns
from shared.messaging.courier import Courier
from shared.messaging.heartbeat import BEAT_SECONDS, age_seconds, clock_jumped
from shared.messaging.long_queue import LONG
from shared.messaging.parked_cli import add_parked_commands
from shared.old_text import mask_old_text
from shared.text import says_something

Forget = Callable[[Session, str, UUID, str], int]
"""Erases from the history what it says of a noun with an id, on a basis; returns how many values and names."""


def service_cli(load_worker: Callable[[], Celery], forget: Forget = forget_one) -> click.Group:
    """Return the command group of a service; ``load_worker`` composes its Celery application when one is needed.

    ``forget`` knows what else in this service is about the same person.
    """

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
    @click.option("--long", "name", flag_value=LONG, default="worker", help="The worker of long work instead.")
    def worker_health(name: str) -> None:
        """Exit 0 if the worker took a beat lately: clock, broker, worker and database all work."""
        with load_worker().sinergi.database.reading() as session:
            age, jumped = age_seconds(session, name), clock_jumped(session)
        click.echo(_last_beat(age, jumped=jumped))
        sys.exit(0 if age is not None and age < BEAT_SECONDS * 6 else 1)

    add_parked_commands(cli, load_worker)
    add_history_commands(cli, load_worker, forget)
    add_repair_commands(cli, load_worker)
    return cli


def _last_beat(age: float | None, *, jumped: bool) -> str:
    if jumped:
        return "the clock jumped: the last beat is of a clock that was ahead"
    return "no beat yet" if age is None else f"last beat: {round(age)} s ago"


def add_history_commands(cli: click.Group, load_worker: Callable[[], Celery], forget: Forget) -> None:
    """Add what an operator asks about the change history."""

    @cli.command("verify-history")
    def verify_history() -> None:
        """Check that nobody altered the change history."""
        with load_worker().sinergi.database.reading() as session:
            verdict = history.verify(session)
        for sentence in _what_history_says(verdict):
            click.echo(sentence)
        sys.exit(0 if verdict.broken is None else 1)

    @cli.command("forget-history")
    @click.argument("noun")
    @click.argument("noun_id", type=UUID)
    @click.option("--basis", prompt=True, help="Why, naming nobody: this stays.")
    def forget_history(noun: str, noun_id: UUID, basis: str) -> None:
        """Erase values and names from the history at a person's request: ikm ID, account ID."""
        if not says_something(basis):
            raise click.ClickException("Say on what basis: it stays in the history.")
        with context.acting_as(context.SYSTEM), load_worker().sinergi.database.transaction() as session:
            if noun not in (known := known_nouns(session)):
                raise click.ClickException(f"The history knows no {noun}. It knows: {', '.join(known)}.")
            erased = forget(session, noun, noun_id, basis.strip())
        click.echo(f"{erased} values and names erased")
        if not erased:
            click.echo(f"nothing in the history of this service is about {noun} {noun_id}, or it was erased before")


def _what_history_says(verdict: history.Verdict) -> Iterator[str]:
    whole = verdict.broken is None
    yield "the history is whole" if whole else f"the history is broken at change {verdict.broken}"
    if verdict.missing:
        yield f"values or the name of change {verdict.missing} are missing, and no erasure of them is recorded"
    if verdict.erased:
        yield f"of {verdict.erased} changes values or the name were erased on request, as recorded"
    if verdict.broken and verdict.broken == verdict.unsealed_to:
        yield "no key has sealed it yet: a worker does as it starts"
    if verdict.unsealed_to:
        until = f"{verdict.unsealed_until:%Y-%m-%d %H:%M}"
        yield f"changes up to {verdict.unsealed_to}, the last of {until} UTC, are from before the key"
    if verdict.foreign:
        yield f"{verdict.foreign} changes bear the seal of a key that is not in SINERGI_SECRET_KEY"


def add_repair_commands(cli: click.Group, load_worker: Callable[[], Celery]) -> None:
    """Add what an operator does once to a database: one put back, or one that holds what is refused today."""

    @cli.command("restored")
    def restored() -> None:
        """Make good what a return to an older copy does; a database that moved is noticed without it."""
        load_worker().sinergi.recover()
        click.echo("the next start tells everything again")

    @cli.command("mask-numbers")
    def mask_numbers() -> None:
        """Mask personal numbers (NIK) in texts that came in before they were refused; the history stays as it is."""
        with load_worker().sinergi.database.transaction() as session:
            masked = mask_old_text(session.connection())
        for table, count in masked.items():
            click.echo(f"{table}: {count} rows masked")
        click.echo("no other text holds a personal number")

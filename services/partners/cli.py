"""Commands of partners: ``python -m services.partners.cli --help``."""

import json
from typing import IO, Any

import click
from celery import Celery
from marshmallow import ValidationError

from services.partners.actions import account_opening, account_passwords
from services.partners.actions.forgetting import forget
from services.partners.domain.account import OFFICE_ROLES, normal_email
from services.partners.domain.assignment.refusals import Contradiction, Unsolvable
from services.partners.domain.assignment.solve import solve
from services.partners.models.account import by_email
from services.partners.schemas.account import OfficeAccountSchema
from services.partners.schemas.assignment import InstanceSchema, Named
from shared.language import translate
from shared.messaging.cli import service_cli
from shared.web.sentences import by_field


def load_worker() -> Celery:
    # Composed only when a command needs it: "--help" needs no settings.
    from services.partners.worker import app

    return app


cli = service_cli(load_worker, forget)


@cli.command("create-account")
@click.argument("email")
@click.option("--name", prompt=True)
@click.option("--role", type=click.Choice(list(OFFICE_ROLES)), default="staff")
def create_account(email: str, name: str, role: str) -> None:
    """Make an account of the office and print its first password."""
    with load_worker().sinergi.database.transaction() as session:
        if by_email(session, normal_email(email)):
            raise click.ClickException(f"There is already an account {normal_email(email)}.")
        account, password = account_opening.open_office_account(session, **_accepted(name=name, email=email, role=role))
    click.echo(f"{account.email}  {password}")


def _accepted(**typed: str) -> dict[str, Any]:
    """Return what was typed as the page would take it; raises ClickException with a sentence."""
    try:
        accepted: dict[str, Any] = OfficeAccountSchema().load(typed)
    except ValidationError as error:
        told = "; ".join(f"{field}: {translate(message, 'en')}" for field, message in by_field(error.messages))
        raise click.ClickException(told) from None
    return accepted


@cli.command("reset-password")
@click.argument("email")
def reset_password(email: str) -> None:
    """Give an account a new password, print it, and end its sessions."""
    with load_worker().sinergi.database.transaction() as session:
        account = by_email(session, normal_email(email))
        if account is None:
            raise click.ClickException(f"There is no account {email}.")
        password = account_passwords.reset_password(session, account.id)
    click.echo(f"{account.email}  {password}")


@cli.command("assign")
@click.argument("file", type=click.File("rb"))
def assign(file: IO[bytes]) -> None:
    """Solve a problem written as JSON (docs/assignment.md) and print the plan with proof and prices."""
    named = _problem(file)
    try:
        plan = solve(named.instance)
    except Contradiction as error:
        told = "; ".join(named.condition(one) for one in error.conditions)
        raise click.ClickException(f"These conditions cannot all hold: {told}.") from None
    except Unsolvable as error:
        raise click.ClickException(f"This cannot be solved: {error}.") from None
    click.echo(json.dumps(named.plan(plan), indent=1, ensure_ascii=False))


def _problem(file: IO[bytes]) -> Named:
    try:
        named: Named = InstanceSchema().load(json.load(file))
    except (ValueError, ValidationError) as error:
        raise click.ClickException(f"This is no problem as docs/assignment.md describes it: {error}") from None
    return named


if __name__ == "__main__":
    cli()

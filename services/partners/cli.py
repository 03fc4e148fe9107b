"""Commands of partners: ``python -m services.partners.cli --help``."""

from uuid import NAMESPACE_URL, uuid5

import click
from celery import Celery

from services.partners.actions import accounts
from services.partners.domain.account import INSTITUTION, ROLES, normal_email, readable_password
from services.partners.models.account import by_email
from shared.messaging.cli import service_cli


def load_worker() -> Celery:
    # Composed only when a command needs it: "--help" needs no settings.
    from services.partners.worker import app

    return app


cli = service_cli(load_worker)


@cli.command("create-account")
@click.argument("email")
@click.option("--name", prompt=True)
@click.option("--role", type=click.Choice([role for role in ROLES if role != INSTITUTION]), default="staff")
def create_account(email: str, name: str, role: str) -> None:
    """Make an account of the office and print its first password."""
    address, password = normal_email(email), readable_password()
    with load_worker().sinergi.database.transaction() as session:
        if by_email(session, address):
            raise click.ClickException(f"There is already an account {address}.")
        account_id = uuid5(NAMESPACE_URL, f"mailto:{address}")
        accounts.create_account(session, id=account_id, email=address, name=name, role=role, password=password)
    click.echo(f"{address}  {password}")


@cli.command("reset-password")
@click.argument("email")
def reset_password(email: str) -> None:
    """Give an account a new password, print it, and end its sessions."""
    with load_worker().sinergi.database.transaction() as session:
        account = by_email(session, normal_email(email))
        if account is None:
            raise click.ClickException(f"There is no account {email}.")
        password = accounts.reset_password(session, account.id)
    click.echo(f"{account.email}  {password}")


if __name__ == "__main__":
    cli()

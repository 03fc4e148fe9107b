"""What a form asks for and somebody else has, said beside all else that is wrong; constraints have the last word."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from services.partners.domain.account import normal_email
from services.partners.models.account import Account
from services.partners.models.institution import Institution
from shared.errors import RuleBroken
from shared.language import msg


def name_taken(session: Session, name: str | None, by_another_than: UUID | None) -> Iterator[RuleBroken]:
    """Yield the refusal where another institution bears this name."""
    other = exists().where(func.lower(Institution.name) == func.lower(name), Institution.id != by_another_than)
    if name and session.scalar(select(other)):
        yield RuleBroken(msg("There is already an institution with this name."), field="name")


def email_taken(
    session: Session, email: str | None, by_another_than: UUID | None, field: str = "account_email"
) -> Iterator[RuleBroken]:
    """Yield the refusal where somebody else signs in with this address; None stands for the office."""
    yield from _email_taken(session, email, Account.institution_id.is_distinct_from(by_another_than), field)


def own_email_taken(session: Session, email: str | None, account_id: UUID) -> Iterator[RuleBroken]:
    """Yield the refusal where another account has the address that this one is to have."""
    yield from _email_taken(session, email, Account.id != account_id, "email")


def _email_taken(
    session: Session, email: str | None, elsewhere: ColumnElement[bool], field: str
) -> Iterator[RuleBroken]:
    if email and session.scalar(select(exists().where(Account.email == normal_email(email), elsewhere))):
        yield RuleBroken(msg("There is already an account with this email."), field=field)

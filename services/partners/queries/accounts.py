"""Accounts as pages show them; password hashes never leave the models."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.partners.models.account import Account
from services.partners.models.institution import Institution
from shared.errors import NotFound


@dataclass(frozen=True)
class AccountView:
    id: UUID
    name: str
    email: str
    role: str
    active: bool
    institution_name: str | None
    revision: int


def own_account(session: Session, account_id: UUID | None) -> AccountView:
    row = session.execute(_views().where(Account.id == account_id)).one_or_none()
    if row is None:
        raise NotFound
    return AccountView(*row)


def accounts_of(session: Session, institution_id: UUID) -> list[AccountView]:
    """Return the accounts of an institution, active ones first."""
    statement = _views().where(Account.institution_id == institution_id)
    return [AccountView(*row) for row in session.execute(statement.order_by(Account.active.desc(), Account.name))]


def office_accounts(session: Session) -> list[AccountView]:
    """Return the accounts of the office, active ones first."""
    statement = _views().where(Account.institution_id.is_(None))
    return [AccountView(*row) for row in session.execute(statement.order_by(Account.active.desc(), Account.name))]


def get_office_account(session: Session, account_id: UUID) -> Account:
    """Return an account of the office; an institution's is not there."""
    account = session.scalar(select(Account).where(Account.id == account_id, Account.institution_id.is_(None)))
    if account is None:
        raise NotFound
    return account


def _views() -> Select[*tuple[Any, ...]]:
    shown = Account.id, Account.name, Account.email, Account.role, Account.active, Institution.name, Account.revision
    return select(*shown).outerjoin(Institution, Institution.id == Account.institution_id)

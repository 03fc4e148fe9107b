"""Who is who: an address and a password against the one account they belong to."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions.sign_ins import SignInRefused
from services.partners.domain.account import normal_email
from services.partners.models.account import Account, by_email
from shared import passwords


def find(session: Session, email: str) -> Account | None:
    """Return the account that signs in with this address, active or not."""
    return by_email(session, normal_email(email))


def recognise(account: Account | None, password: str) -> Account:
    """Return the active account this person may use; raises SignInRefused, always after the same time."""
    if not passwords.matches(account.password_hash if account else None, password):
        raise SignInRefused
    if account is None or not account.active:
        raise SignInRefused
    return account


def strengthen_password(session: Session, account_id: UUID, password: str) -> None:
    """Hash the password just recognised with today's parameters."""
    account = session.get(Account, account_id, with_for_update=True, populate_existing=True)
    if account and passwords.matches(account.password_hash, password):
        account.password_hash = passwords.hash_password(password)

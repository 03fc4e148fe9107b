"""Changing one's own name, address or password, by page and by JSON: whoever asks proves it with the password."""

from collections.abc import Iterator

from services.partners.actions import account_passwords, accounts
from services.partners.models.account import Account
from services.partners.queries.accounts import own_account
from services.partners.web.audience import own_account_id
from services.partners.web.credentials import begin, counted
from shared.errors import RuleBroken
from shared.sessions import SignIn
from shared.web.office import current_settings
from shared.web.transaction import reading, transaction


def change_password(kind: str, current_password: str, new_password: str) -> tuple[Account, SignIn]:
    """Set the password; whoever asks alone stays signed in, by a new sign-in of this kind."""
    office = current_settings().office.name
    with counted(_address(), own_account_id()), transaction() as session:
        account = account_passwords.change_password(session, own_account_id(), current_password, new_password, office)
        return account, begin(session, account, kind)


def change_own_account(current_password: str, name: str, email: str) -> Account:
    """Give oneself another name, or another address to sign in with."""
    with counted(_address(), own_account_id()), transaction() as session:
        return accounts.change_own(session, own_account_id(), current_password, name, email)


def not_current(password: str | None) -> Iterator[RuleBroken]:
    """Yield that this is not the password, where the rest of a form was refused before it was compared."""
    if password:
        try:
            with counted(_address(), own_account_id()), reading() as session:
                account_passwords.require_current(session.get_one(Account, own_account_id()), password)
        except account_passwords.CurrentPasswordWrong as wrong:
            yield wrong


def _address() -> str:
    with reading() as session:
        return own_account(session, own_account_id()).email

"""The password of an account: chosen, replaced, given anew. Each ends every session of the account."""

from collections.abc import Callable, Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import sign_ins
from services.partners.actions.account_announcement import announce
from services.partners.domain.password import readable_password, require_password
from services.partners.models.account import Account, locked
from services.partners.models.account_link import use_up
from services.partners.models.institution import Institution
from shared import passwords
from shared.errors import RuleBroken
from shared.language import msg

ALREADY_GIVEN = msg("This account was changed a moment ago, perhaps by a second click. A password that was just shown "
                    "is still right. If you did not see it, go back and give a new one.")  # fmt: skip


class CurrentPasswordWrong(RuleBroken):
    """Whoever is signed in does not know the password."""

    def __init__(self) -> None:
        super().__init__(msg("The current password is not right."), field="current_password")


def require_current(account: Account, password: str) -> None:
    """Raise CurrentPasswordWrong where this is not the account's password."""
    if not passwords.matches(account.password_hash, password):
        raise CurrentPasswordWrong


def change_password(
    session: Session, account_id: UUID, current_password: str, new_password: str, office: str = ""
) -> Account:
    """Set a new password and end every session of this account, everywhere; ``office`` is its name, easily guessed.

    Raises CurrentPasswordWrong before it looks at anything else.
    """
    account = locked(session, account_id)
    require_current(account, current_password)
    if current_password == new_password:
        raise RuleBroken(msg("The new password must differ from the current one."), field="new_password")
    return choose_password(session, account, new_password, office, "change_password")


def choose_password(
    session: Session, account: Account, password: str, office: str = "", action: str = "choose_password"
) -> Account:
    """Set the password that somebody chose for an account that the caller holds, and end its sessions."""
    for weakness in weaknesses(session, account, password, office):
        raise weakness
    if account.password_is_generated and passwords.matches(account.password_hash, password):
        raise RuleBroken(msg("The new password must differ from the current one."), field="new_password")
    set_password(session, account, password, action)
    return account


def replace_generated(session: Session, account_id: UUID, generated: str, password: str, office: str = "") -> Account:
    """Set the first password of one's own; raises RuleBroken where there is one, or it was given anew meanwhile."""
    account = locked(session, account_id)
    if not account.password_is_generated or not passwords.matches(account.password_hash, generated):
        raise RuleBroken(msg("This account has a password of its own. Change it after signing in."))
    return choose_password(session, account, password, office)


def reset_password(session: Session, account_id: UUID, seen: Callable[[Account], bool] | None = None) -> str:
    """Give the account a random password, to be told to its owner once, and end its sessions.

    Raises RuleBroken where the account is not as it was ``seen``: a second click must not end the password just told.
    """
    account = locked(session, account_id)
    if seen and not seen(account):
        raise RuleBroken(ALREADY_GIVEN)
    password = readable_password()
    set_password(session, account, password, "reset_password", generated=True)
    return password


def weaknesses(session: Session, account: Account, password: str, office: str = "") -> Iterator[RuleBroken]:
    """Yield why the account may not have this password."""
    try:
        require_password(password, [account.email, account.name, office, *_institution(session, account)])
    except RuleBroken as weakness:
        yield weakness


def set_password(session: Session, account: Account, password: str, action: str, *, generated: bool = False) -> None:
    """Set a password that was found good enough, and end what the one before let in."""
    account.password_hash = passwords.hash_password(password)
    account.password_is_generated = generated
    with session.no_autoflush:  # what else changes is written at once with this
        use_up(session, account.id)
    sign_ins.end_all(session, account)
    announce(session, account, action)


def _institution(session: Session, account: Account) -> list[str]:
    """Return the name of the account's institution, if it has one."""
    return list(session.scalars(select(Institution.name).where(Institution.id == account.institution_id)))

"""Accounts: changed, deactivated and taken up again. Every change is announced."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import sign_ins
from services.partners.actions.account_announcement import announce
from services.partners.actions.account_opening import require_a_partner
from services.partners.actions.account_passwords import require_current, set_password
from services.partners.domain import account as rules
from services.partners.domain.password import readable_password
from services.partners.models.account import Account, locked
from services.partners.models.account_link import use_up
from shared.context import actor
from shared.errors import RuleBroken
from shared.language import msg


def change_own(session: Session, account_id: UUID, current_password: str, name: str, email: str) -> Account:
    """Let somebody have another name, or another address to sign in with; raises CurrentPasswordWrong."""
    account = locked(session, account_id)
    require_current(account, current_password)
    old = {"name": account.name, "email": account.email}
    new = {"name": name.strip(), "email": rules.normal_email(email)}
    if new == old:
        return account
    if new["email"] != old["email"]:
        use_up(session, account.id)
    account.name, account.email = new["name"], new["email"]
    announce(session, account, "change", old=old, new=new)
    return account


def deactivate_account(session: Session, account_id: UUID, reason: str | None = None) -> Account:
    """End the account's sessions and let nobody sign in with it again."""
    account = locked(session, account_id)
    if not account.active:
        return account
    if account.id == actor().id:
        raise RuleBroken(msg("Nobody deactivates their own account."))
    account.active = False
    sign_ins.end_all(session, account)
    announce(session, account, "deactivate", old={"active": True}, new={"active": False}, reason=reason)
    return account


def reactivate_account(session: Session, account_id: UUID) -> str | None:
    """Let somebody sign in again, with a random password; None where the account is active already."""
    institution_id = session.scalar(select(Account.institution_id).where(Account.id == account_id))
    if institution_id:
        require_a_partner(session, institution_id)
    account = locked(session, account_id)
    if account.active:
        return None
    password = readable_password()
    account.active = True
    set_password(session, account, password, "reactivate", generated=True)
    return password


def change_role(session: Session, account_id: UUID, role: str) -> Account:
    """Give somebody of the office another role, and end the sessions that still carry the old one."""
    account = locked(session, account_id)
    if account.role == role:
        return account
    if account.id == actor().id:
        raise RuleBroken(msg("Nobody changes their own role."))
    rules.require_role(role, has_institution=account.institution_id is not None)
    old, account.role = account.role, role
    sign_ins.end_all(session, account)
    announce(session, account, "change_role", old={"role": old}, new={"role": role})
    return account


def choose_language(session: Session, account_id: UUID, language: str) -> None:
    """Remember the language this person reads pages and mails in."""
    account = locked(session, account_id)
    if account.language != language:
        old, account.language = account.language, language
        announce(session, account, "choose_language", old={"language": old}, new={"language": language})

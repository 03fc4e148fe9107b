"""Accounts: made, changed, deactivated and taken up again. Every change is announced."""

from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import sign_ins
from services.partners.actions.account_announcement import announce
from services.partners.actions.account_passwords import require_current, set_password
from services.partners.domain import account as rules
from services.partners.domain.institution import require_partnership
from services.partners.domain.password import readable_password, require_password
from services.partners.models.account import Account, locked
from services.partners.models.account_link import use_up
from services.partners.models.institution import Institution
from shared import passwords
from shared.context import actor
from shared.database import new_id
from shared.errors import NotFound, RuleBroken
from shared.language import msg


def create_account(
    session: Session,
    *,
    id: UUID,
    email: str,
    name: str,
    role: str,
    password: str,
    institution_id: UUID | None = None,
    language: str = "id",
    password_is_generated: bool = False,
) -> Account:
    """Make an account; the same id again returns the one that exists.

    A password that was generated for it must be changed at the first sign-in.
    """
    existing = session.get(Account, id)
    if existing:
        return existing
    address = rules.normal_email(email)
    rules.require_role(role, has_institution=institution_id is not None)
    require_password(password, [address, name])
    if institution_id:
        _require_partnership(session, institution_id)
    account = Account(
        id=id,
        email=address,
        name=name.strip(),
        role=role,
        institution_id=institution_id,
        password_hash=passwords.hash_password(password),
        password_is_generated=password_is_generated,
        language=language,
    )
    session.add(account)
    session.flush()
    announce(session, account, "create", new={"email": address, "role": role})
    return account


def open_institution_account(
    session: Session, institution_id: UUID, name: str, email: str
) -> tuple[Account, str | None]:
    """Make an account for an institution; its random password is returned only when it was made now."""
    account_id, existing = _known(session, institution_id, email)
    if existing:
        return existing, None
    password = readable_password()
    account = create_account(
        session,
        id=account_id,
        email=email,
        name=name,
        role=rules.INSTITUTION,
        password=password,
        institution_id=institution_id,
        password_is_generated=True,
    )
    return account, password


def open_office_account(session: Session, name: str, email: str, role: str) -> tuple[Account, str | None]:
    """Make an account for somebody of the office; its random password is returned only when it was made now."""
    account_id, existing = _known(session, NAMESPACE_URL, f"mailto:{rules.normal_email(email)}", email)
    if existing:
        return existing, None
    password = readable_password()
    account = create_account(
        session, id=account_id, email=email, name=name, role=role, password=password, password_is_generated=True
    )
    return account, password


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
        _require_partnership(session, institution_id)
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


def _known(session: Session, namespace: UUID, name: str, email: str | None = None) -> tuple[UUID, Account | None]:
    """Return the id that follows from an address, and the account that has both; an id whose account moved is new."""
    account_id, address = uuid5(namespace, rules.normal_email(name)), rules.normal_email(email or name)
    existing = session.get(Account, account_id)
    if existing and existing.email != address:
        return new_id(), None
    return account_id, existing


def _require_partnership(session: Session, institution_id: UUID) -> None:
    """Hold the institution before any account, as ending it does: no account outlives its partnership."""
    institution = session.get(Institution, institution_id, with_for_update={"read": True}, populate_existing=True)
    if institution is None:
        raise NotFound
    require_partnership(institution.state)

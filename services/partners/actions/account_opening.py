"""Accounts that are opened, with a password that is told once."""

from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.orm import Session

from services.partners.actions.account_announcement import announce
from services.partners.domain import account as rules
from services.partners.domain.institution import require_partnership
from services.partners.domain.password import readable_password, require_password
from services.partners.models.account import Account
from services.partners.models.institution import Institution
from shared import passwords
from shared.database import new_id
from shared.errors import NotFound


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
        require_a_partner(session, institution_id)
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


def _known(session: Session, namespace: UUID, name: str, email: str | None = None) -> tuple[UUID, Account | None]:
    """Return the id that follows from an address, and the account that has both; an id whose account moved is new."""
    account_id, address = uuid5(namespace, rules.normal_email(name)), rules.normal_email(email or name)
    existing = session.get(Account, account_id)
    if existing and existing.email != address:
        return new_id(), None
    return account_id, existing


def require_a_partner(session: Session, institution_id: UUID) -> None:
    """Hold the institution before any account, as ending it does: no account outlives its partnership."""
    institution = session.get(Institution, institution_id, with_for_update={"read": True}, populate_existing=True)
    if institution is None:
        raise NotFound
    require_partnership(institution.state)

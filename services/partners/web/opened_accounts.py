"""Giving an institution an account, with which it may become an active partner in the same step: page and API alike.

The account comes first, so that whoever tells of the partnership knows who signs in: one mail says both.
"""

from sqlalchemy.orm import Session

from services.partners.actions.account_opening import open_institution_account
from services.partners.actions.institutions import activate_with, locked
from services.partners.models.account import Account
from services.partners.models.institution import Institution
from shared.errors import Forbidden
from shared.rights import Right
from shared.web.auth import may


def open_account(
    session: Session, institution: Institution, name: str, email: str, *, activate: bool
) -> tuple[Account, str | None]:
    """Open an account; raises Forbidden for whoever may not make the institution an active partner and asks for it."""
    locked(session, institution.id)
    opened = open_institution_account(session, institution.id, name, email)
    _activate_if_asked(session, institution, name, email, activate=activate)
    return opened


def open_first(
    session: Session, institution: Institution, email: str | None, *, activate: bool
) -> tuple[Account, str | None] | None:
    """Do the same for a new institution, in the name of its contact person; without an address nobody signs in."""
    name = institution.contact_name or institution.name
    locked(session, institution.id)
    opened = open_institution_account(session, institution.id, name, email) if email else None
    _activate_if_asked(session, institution, institution.contact_name, email, activate=activate)
    return opened


def _activate_if_asked(
    session: Session, institution: Institution, name: str | None, email: str | None, *, activate: bool
) -> None:
    if not activate:
        return
    if not may(Right.INSTITUTIONS_MOVE):
        raise Forbidden
    activate_with(session, institution.id, name, email)

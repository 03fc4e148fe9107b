"""Who may sign in."""

from shared.errors import RuleBroken
from shared.language import Message, msg

STAFF, HEAD, ADMIN, INSTITUTION = "staff", "head", "admin", "institution"

ROLES: dict[str, Message] = {
    STAFF: msg("Office staff"),
    HEAD: msg("Head of office"),
    ADMIN: msg("Administrator"),
    INSTITUTION: msg("Partner institution"),
}

OFFICE_ROLES: dict[str, Message] = {role: label for role, label in ROLES.items() if role != INSTITUTION}


RECORDS_ANSWERS = frozenset({STAFF, ADMIN})
"""Whose answer to an invitation is the office's, with the name of who recorded it."""
READS_ONLY = frozenset({HEAD})


def normal_email(address: str) -> str:
    """Return the one spelling under which an address is kept and looked up."""
    return address.strip().casefold()


def require_role(role: str, *, has_institution: bool) -> None:
    """Raise RuleBroken for an unknown role, or one that does not fit having an institution."""
    if role not in ROLES:
        raise RuleBroken(msg("There is no such role."), field="role")
    if (role == INSTITUTION) != has_institution:
        raise RuleBroken(msg("An institution's account belongs to exactly one institution."), field="role")

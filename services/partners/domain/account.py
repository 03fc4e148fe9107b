"""Who may sign in, and what a password must be."""

import secrets

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

PASSWORD_LENGTH = range(10, 129)
"""Long enough to resist guessing (OWASP ASVS 5, 6.2), short enough that hashing one costs nothing."""

_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def normal_email(address: str) -> str:
    """Return the one spelling under which an address is kept and looked up."""
    return address.strip().casefold()


def require_role(role: str, *, has_institution: bool) -> None:
    """Raise RuleBroken for an unknown role, or one that does not fit having an institution."""
    if role not in ROLES:
        raise RuleBroken(msg("There is no such role."), field="role")
    if (role == INSTITUTION) != has_institution:
        raise RuleBroken(msg("An institution's account belongs to exactly one institution."), field="role")


def require_password(password: str, email: str) -> None:
    """Raise RuleBroken for a password that is too short, too long, or the address itself."""
    if len(password) < PASSWORD_LENGTH.start:
        raise RuleBroken(
            msg("A password needs at least {count} characters.", count=PASSWORD_LENGTH.start), field="new_password"
        )
    if len(password) not in PASSWORD_LENGTH:
        raise RuleBroken(
            msg("A password has at most {count} characters.", count=PASSWORD_LENGTH.stop - 1), field="new_password"
        )
    if normal_email(password) == normal_email(email):
        raise RuleBroken(msg("The password must not be the email address."), field="new_password")


def readable_password() -> str:
    """Return a random password of 78 bits that can be read out on the phone."""
    return "-".join("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(4))

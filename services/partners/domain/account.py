"""Who may sign in."""

from shared.errors import RuleBroken
from shared.language import Message, msg
from shared.rights import ROLES

INSTITUTION = "institution"
"""The role that accounts of institutions are made with."""
OFFICE_ROLES: dict[str, Message] = {name: role.name for name, role in ROLES.items() if not role.of_institution}


def normal_email(address: str) -> str:
    """Return the one spelling under which an address is kept and looked up."""
    return address.strip().casefold()


def require_role(role: str, *, has_institution: bool) -> None:
    """Raise RuleBroken for an unknown role, or one that does not fit having an institution."""
    if role not in ROLES:
        raise RuleBroken(msg("There is no such role."), field="role")
    if ROLES[role].of_institution != has_institution:
        raise RuleBroken(msg("An institution's account belongs to exactly one institution."), field="role")

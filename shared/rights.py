"""What may be done here, and which role may do it: the one table. Routes, pages and menus ask for rights alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum, auto

from shared.language import Message, msg


class Right(StrEnum):
    """A noun and what is done with it. ``OWN_`` reaches only what belongs to one's own institution or account."""

    REGISTER_READ = auto()
    REGISTER_WRITE = auto()
    REGISTER_MOVE = auto()
    REGISTER_MERGE = auto()
    PERSONAL_DATA_READ = auto()
    PERSONAL_DATA_RESTRICT = auto()
    PERSONAL_DATA_ERASE = auto()
    OUTCOMES_READ = auto()
    OUTCOMES_WRITE = auto()
    OUTCOMES_MOVE = auto()
    IMPORTS_READ = auto()
    IMPORTS_WRITE = auto()
    INSTITUTIONS_READ = auto()
    INSTITUTIONS_WRITE = auto()
    INSTITUTIONS_MOVE = auto()
    INSTITUTION_ACCOUNTS_READ = auto()
    INSTITUTION_ACCOUNTS_KEEP = auto()
    OFFICE_ACCOUNTS_KEEP = auto()
    OFFICE_KEEP = auto()
    OWN_ACCOUNT_KEEP = auto()
    OFFERS_READ = auto()
    OFFERS_WRITE = auto()
    OFFERS_MOVE = auto()
    OWN_OFFERS_READ = auto()
    OWN_OFFERS_WRITE = auto()
    POLICY_READ = auto()
    POLICY_WRITE = auto()
    SUGGESTIONS_READ = auto()
    SEATS_GIVE = auto()
    NOMINEES_READ = auto()
    NOMINEES_ANSWER = auto()
    OWN_NOMINEES_READ = auto()
    OWN_NOMINEES_ANSWER = auto()
    ATTENDANCE_READ = auto()
    ATTENDANCE_WRITE = auto()
    OWN_ATTENDANCE_READ = auto()
    OWN_ATTENDANCE_WRITE = auto()
    CERTIFICATES_READ = auto()
    CERTIFICATES_ISSUE = auto()
    CALLS_READ = auto()
    CALLS_NOTE = auto()
    ANSWERS_RECORD = auto()
    MAILS_READ = auto()
    MAILS_MOVE = auto()
    SUPPRESSIONS_READ = auto()
    SUPPRESSIONS_LIFT = auto()
    WORK_MAIL_RECEIVE = auto()
    WORK_READ = auto()
    WORK_STOP = auto()
    PARKED_READ = auto()
    PARKED_MOVE = auto()


@dataclass(frozen=True)
class Role:
    """What somebody is called here, and their rights; ``of_institution``: each belongs to exactly one."""

    name: Message
    rights: frozenset[Right]
    of_institution: bool = False


_HEAD = frozenset(
    {
        Right.REGISTER_READ,
        Right.OUTCOMES_READ,
        Right.IMPORTS_READ,
        Right.INSTITUTIONS_READ,
        Right.INSTITUTION_ACCOUNTS_READ,
        Right.OWN_ACCOUNT_KEEP,
        Right.OFFERS_READ,
        Right.POLICY_READ,
        Right.SUGGESTIONS_READ,
        Right.NOMINEES_READ,
        Right.ATTENDANCE_READ,
        Right.CERTIFICATES_READ,
        Right.CALLS_READ,
        Right.MAILS_READ,
        Right.SUPPRESSIONS_READ,
        Right.WORK_READ,
        Right.PARKED_READ,
    }
)
_STAFF = _HEAD | {
    Right.REGISTER_WRITE,
    Right.REGISTER_MOVE,
    Right.REGISTER_MERGE,
    Right.PERSONAL_DATA_READ,
    Right.PERSONAL_DATA_RESTRICT,
    Right.OUTCOMES_WRITE,
    Right.OUTCOMES_MOVE,
    Right.IMPORTS_WRITE,
    Right.INSTITUTIONS_WRITE,
    Right.INSTITUTIONS_MOVE,
    Right.INSTITUTION_ACCOUNTS_KEEP,
    Right.OFFERS_WRITE,
    Right.OFFERS_MOVE,
    Right.POLICY_WRITE,
    Right.SEATS_GIVE,
    Right.NOMINEES_ANSWER,
    Right.ATTENDANCE_WRITE,
    Right.CERTIFICATES_ISSUE,
    Right.CALLS_NOTE,
    Right.ANSWERS_RECORD,
    Right.MAILS_MOVE,
    Right.SUPPRESSIONS_LIFT,
    Right.WORK_MAIL_RECEIVE,
    Right.WORK_STOP,
    Right.PARKED_MOVE,
}
_INSTITUTION = frozenset(
    {
        Right.OWN_ACCOUNT_KEEP,
        Right.OWN_OFFERS_READ,
        Right.OWN_OFFERS_WRITE,
        Right.OWN_NOMINEES_READ,
        Right.OWN_NOMINEES_ANSWER,
        Right.OWN_ATTENDANCE_READ,
        Right.OWN_ATTENDANCE_WRITE,
    }
)

_ADMIN = _STAFF | {Right.OFFICE_ACCOUNTS_KEEP, Right.OFFICE_KEEP, Right.PERSONAL_DATA_ERASE}

ROLES: dict[str, Role] = {
    "staff": Role(msg("Office staff"), _STAFF),
    "head": Role(msg("Head of office"), _HEAD),
    "admin": Role(msg("Administrator"), _ADMIN),
    "institution": Role(msg("Partner institution"), _INSTITUTION, of_institution=True),
}


def has(role: str, rights: Iterable[Right]) -> bool:
    """Tell whether a role has one of these rights; an unknown role has none."""
    return role in ROLES and not ROLES[role].rights.isdisjoint(rights)


def roles_with(*rights: Right) -> list[str]:
    """Return the roles that have one of these rights."""
    return [role for role in ROLES if has(role, rights)]

"""Roles that nobody has yet: each is tried as what it will be, one row more in the table of roles."""

import pytest

from shared.language import msg
from shared.rights import ROLES, Right, Role

TO_COME = {
    "owner": {"OWN_ACCOUNT_KEEP", "OWN_OFFERS_READ", "OWN_OFFERS_WRITE", "OWN_NOMINEES_READ", "OWN_NOMINEES_ANSWER"},
    "member": {"OWN_ACCOUNT_KEEP", "OWN_OFFERS_READ", "OWN_OFFERS_WRITE", "OWN_NOMINEES_READ"},
    "reader": {"OWN_ACCOUNT_KEEP", "OWN_OFFERS_READ", "OWN_NOMINEES_READ"},
    "field_coach": {"OWN_ACCOUNT_KEEP", "REGISTER_READ", "NOMINEES_READ", "CALLS_READ", "CALLS_NOTE", "ANSWERS_RECORD"},
    "data_officer": {"OWN_ACCOUNT_KEEP", "REGISTER_READ", "REGISTER_WRITE", "REGISTER_MERGE", "PERSONAL_DATA_READ"},
    "auditor": {"OWN_ACCOUNT_KEEP", "REGISTER_READ", "OFFERS_READ", "NOMINEES_READ", "MAILS_READ"},
}
OF_INSTITUTIONS = ("institution", "owner", "member", "reader")


def add_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a row for each into the table of roles."""
    for role, rights in TO_COME.items():
        row = Role(msg("Role"), frozenset(Right[name] for name in rights), role in OF_INSTITUTIONS)
        monkeypatch.setitem(ROLES, role, row)

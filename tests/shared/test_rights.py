"""Which role may do what is one table; nothing else names a role to decide it."""

import re
from pathlib import Path

import pytest

from shared.rights import ROLES, Right, has, roles_with

ROOT = Path(__file__).resolve().parents[2]
DECIDES = re.compile(r"""\brole\s*(?:==|!=|in\b|not in\b)|@allow\(\s*["']""")


def test_a_role_has_its_own_rights_and_an_unknown_one_has_none() -> None:
    assert has("staff", [Right.OFFERS_MOVE])
    assert not has("head", [Right.OFFERS_MOVE])
    assert has("head", [Right.OFFERS_MOVE, Right.OFFERS_READ])
    assert not has("boss", list(Right))
    assert not has("admin", [])


def test_every_right_is_somebodys() -> None:
    assert [right for right in Right if not roles_with(right)] == []


def test_only_the_office_reaches_what_is_not_its_own() -> None:
    for role in ROLES.values():
        if role.of_institution:
            assert all(right.name.startswith("OWN_") for right in role.rights)


@pytest.mark.parametrize("folder", ["services", "shared"])
def test_no_page_and_no_template_asks_for_a_role(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".html") and "migrations" not in path.parts
        for line in path.read_text().splitlines()
        if DECIDES.search(line)
    ]
    assert [line for line in found if not line.startswith(KEEPS_ROLES)] == []


KEEPS_ROLES = (
    "services/partners/actions/accounts.py",
    "services/partners/domain/account.py",
    "services/partners/templates/partners/account/office.html",
    "shared/rights.py",
)
"""What gives an account its role."""

import pytest

from services.partners.domain.account import normal_email, require_role
from shared.errors import RuleBroken


def test_an_address_has_one_spelling() -> None:
    assert normal_email("  Sri@Contoh.ID ") == "sri@contoh.id"


@pytest.mark.parametrize(("role", "has_institution"), [("institution", False), ("staff", True), ("raja", False)])
def test_roles_that_do_not_fit(role: str, has_institution: bool) -> None:
    with pytest.raises(RuleBroken):
        require_role(role, has_institution=has_institution)

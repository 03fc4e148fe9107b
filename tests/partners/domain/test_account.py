import pytest

from services.partners.domain.account import normal_email, readable_password, require_password, require_role
from shared.errors import RuleBroken


def test_an_address_has_one_spelling() -> None:
    assert normal_email("  Sri@Contoh.ID ") == "sri@contoh.id"


@pytest.mark.parametrize("password", ["pendek", "x" * 129, "SRI.wahyuni@contoh.id"])
def test_passwords_that_are_refused(password: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        require_password(password, "sri.wahyuni@contoh.id")
    assert refusal.value.field == "new_password"


def test_a_made_password_can_be_read_out_and_is_accepted() -> None:
    password = readable_password()
    require_password(password, "sri@contoh.id")
    assert not set(password) & set("il1o0 ")
    assert password != readable_password()


@pytest.mark.parametrize(("role", "has_institution"), [("institution", False), ("staff", True), ("raja", False)])
def test_roles_that_do_not_fit(role: str, has_institution: bool) -> None:
    with pytest.raises(RuleBroken):
        require_role(role, has_institution=has_institution)

"""What may stand in a header and on the wire."""

import pytest

from shared.address import header_text, is_deliverable, shortened


@pytest.mark.parametrize("address", ["a@b.id", "a.b+c@sub.contoh.co.id", "o'neil@contoh.id"])
def test_plain_addresses_can_be_delivered(address: str) -> None:
    assert is_deliverable(address)


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@b", "a b@c.id", "a@b.id\n", "a\r\nBcc: x@y.id", '"a"@b.id', "a@-b.id", "<a@b.id>", "a@b..id", "ü@b.id",
     ".a@b.id", f"{'a' * 65}@b.id", "a@b.id,c@d.id"],
)  # fmt: skip
def test_anything_else_is_no_address(address: str) -> None:
    assert not is_deliverable(address)


def test_a_name_becomes_one_line() -> None:
    assert header_text("Sari\r\n Lestari\u2028 \x07") == "Sari Lestari"


def test_what_is_too_long_says_that_there_was_more() -> None:
    assert shortened("Keripik", 7) == "Keripik"
    assert shortened("Keripik Pisang", 9) == "Keripik…"

import pytest

from services.registry.domain.phones import Phones, phones


@pytest.mark.parametrize(
    "cell",
    [
        "081234567890",
        "+6281234567890",
        "6281234567890",
        "0812-3456-7890",
        "+62 812 34567890",
        "(0812) 3456 7890",
        "81234567890",
        81234567890.0,
    ],
)
def test_one_number_in_every_notation(cell):
    assert phones(cell) == Phones("+6281234567890")


def test_the_mobile_number_of_two_gets_the_messages():
    assert phones("0549-26483 / 082166895933") == Phones("+6282166895933", "+6254926483")


def test_what_is_no_number_is_named():
    assert phones("ada di kantor").unread == ("ada di kantor",)


@pytest.mark.parametrize("cell", ["", "-", None])
def test_no_number(cell):
    assert phones(cell) == Phones()

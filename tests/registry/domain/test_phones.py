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
        "081234567890.0",
        "0062 812 3456 7890",
        "+62 0812 3456 7890",
        "WA: 081234567890",
        "0812-3456-7890 (Budi)",
        "081234567890 a.n. Budi",
        "a.n. Budi 081234567890",
        "081234567890, Budi",
        "'081234567890",
    ],
)
def test_one_number_in_every_notation(cell):
    assert phones(cell) == Phones("+6281234567890")


def test_the_mobile_number_of_two_gets_the_messages():
    assert phones("0549-26483 / 082166895933") == Phones("+6282166895933", "+6254926483")


def test_what_is_no_number_is_named():
    assert phones("ada di kantor").unread == ("ada di kantor",)


@pytest.mark.parametrize("cell", ["", "-", None, "08xx", "0812xxxxxx", "628xx", "x", "0", "tidak ada"])
def test_no_number(cell):
    assert phones(cell) == Phones()


@pytest.mark.parametrize(
    "cell",
    ["081234567890\n082166895933", "081234567890 082166895933", "0812 3456 7890 0821 6689 5933",
     "081234567890 (Budi) 082166895933 (Ani)", "HP 081234567890, WA 082166895933", "081234567890 dan 082166895933",
     "6281234567890 6282166895933", "81234567890 82166895933", "081234567890-082166895933",
     "+6281234567890+6282166895933"],
)  # fmt: skip
def test_two_numbers_of_one_cell_are_both_kept(cell):
    assert phones(cell) == Phones("+6281234567890", "+6282166895933")


@pytest.mark.parametrize("cell", ["08", "8.1234567E+10", "1111111111111", "0812"])
def test_what_only_looks_like_a_number_is_named(cell):
    assert phones(cell) == Phones(unread=(cell,))


def test_a_third_number_is_named():
    assert phones("081234567890 / 082166895933 / 085234567891").more == ("+6285234567891",)

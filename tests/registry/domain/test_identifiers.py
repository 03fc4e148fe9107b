"""The vectors of the domain research, one by one."""

from datetime import date

import pytest

from services.registry.domain import identifiers
from services.registry.domain.cells import Unreadable
from services.registry.domain.identifiers import Nib


@pytest.mark.parametrize("cell", ["9120001234567", "9120-0012-34567", 9120001234567.0])
def test_nib_of_thirteen_digits(cell):
    assert identifiers.nib(cell) == Nib("yes", number="9120001234567")


@pytest.mark.parametrize("cell", ["912000123456", 912000123456.0])
def test_nib_of_twelve_digits_lost_a_zero_in_all_likelihood(cell):
    assert identifiers.nib(cell) == Nib("yes", candidate="0912000123456")


@pytest.mark.parametrize(
    "cell",
    ["91200012345678", "912910670A234", "9.12001E+12", "9,12001E+12", "9120010000000", 9.12001e12, "912001000000"],
)
def test_nib_that_lost_digits_is_never_kept(cell):
    with pytest.raises(Unreadable):
        identifiers.nib(cell)


def test_nib_that_ends_in_some_zeros_is_kept():
    assert identifiers.nib("9120001000000").number == "9120001000000"


def test_nik_typed_as_a_number_lost_its_last_digit():
    with pytest.raises(Unreadable) as problem:
        identifiers.nik(6408041708900010)
    assert problem.value.message.template.startswith("The NIK lost its last digit")
    assert identifiers.nik("6408041708900010").number == "6408041708900010"
    assert identifiers.nik(6408041708900001.0).number == "6408041708900001"


@pytest.mark.parametrize(("cell", "state"), [("proses", "no"), ("Belum ada", "no"), ("-", "unknown"), ("", "unknown")])
def test_unknown_is_not_no(cell, state):
    assert identifiers.nib(cell).state == state


@pytest.mark.parametrize(
    ("number", "sex", "born_on"),
    [("6408041708900001", "L", date(1990, 8, 17)), ("6408045708900001", "P", date(1990, 8, 17))],
)
def test_nik_tells_sex_and_birthday(number, sex, born_on):
    nik = identifiers.nik(number)
    assert (nik.sex, nik.born_on) == (sex, born_on)


@pytest.mark.parametrize(
    "number",
    [
        "6408047102960002",
        "6408043102900001",
        "6408046902900001",
        "6408040013900001",
        "9971011708450001",
        "6408041708900000",
        "640804170890001",
    ],
)
def test_impossible_nik_is_refused_without_being_repeated(number):
    with pytest.raises(Unreadable) as refused:
        identifiers.nik(number)
    assert number not in str(refused.value)


@pytest.mark.parametrize(
    "number", ["6408041708900001", "6408 0417 0890 0001", "640804.170890.0001", "640804 - 170890 - 0001"]
)
def test_nik_in_any_notation_is_masked_where_it_does_not_belong(number):
    assert identifiers.without_nik(f"Bu Nora, {number} (KTP)") == "Bu Nora, 640804******0001 (KTP)"


@pytest.mark.parametrize(
    "words",
    ["0812-3456-7890 0813", "Rp 25.000.000 - 30.000.000", "ID6411000045210923", "P-IRT 2026408010001-28", "17 Agustus"],
)
def test_other_numbers_are_not_masked_as_nik(words):
    assert identifiers.without_nik(words) == words


def test_owner_born_after_2000_is_not_a_hundred_years_old():
    assert identifiers.nik("6408041708050001").born_on == date(2005, 8, 17)


@pytest.mark.parametrize("number", ["01.312.166.0-091.000", "013121660091000", "0013121660091000", "6408041708900001"])
def test_npwp(number):
    assert identifiers.npwp(number)


@pytest.mark.parametrize("number", ["01.312.166.1-091.000", "123456789"])
def test_impossible_npwp(number):
    with pytest.raises(Unreadable):
        identifiers.npwp(number)


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("P-IRT No. 2153578010488-22", date(2022, 12, 31)),
        ("2053374020970-28", date(2028, 12, 31)),
        ("2156408010123-31", date(2031, 12, 31)),
        ("2063216010384", None),
    ],
)
def test_pirt_carries_the_year_it_ends(words, ends):
    assert identifiers.pirt(words).expires_on == ends


@pytest.mark.parametrize("words", ["9156408010123-31", "202673019283-21"])
def test_impossible_pirt(words):
    assert identifiers.pirt(words) is None


@pytest.mark.parametrize(
    ("words", "fits"),
    [("BPOM RI MD 867031569523", True), ("BPOM RI MD 071182004300360", True), ("MD 12345678", False)],
)
def test_bpom(words, fits):
    assert bool(identifiers.md(words)) is fits


@pytest.mark.parametrize(
    ("words", "fits"), [("ID32110001029500322", True), ("ID6411000045210923", True), ("ID3511000123456", False)]
)
def test_halal(words, fits):
    assert bool(identifiers.halal(words)) is fits

"""The vectors of the domain research, one by one."""

from datetime import date

import pytest

from services.registry.domain import identifiers
from services.registry.domain.cells import Unreadable
from services.registry.domain.identifiers import Nib
from services.registry.domain.kbli import Kbli, kbli


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


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("proses", "no"), ("Belum ada", "no"), ("masih diurus", "no"), ("sedang diproses di OSS", "no"), ("No", "no"),
        (False, "no"), ("ada", "yes"), ("Sudah", "yes"), ("v", "yes"), ("✓", "yes"), ("1", "yes"), (True, "yes"),
        ("sudah ada (2021)", "yes"), ("-", "unknown"), ("", "unknown"), ("0", "unknown"), ("x", "unknown"),
    ],
)  # fmt: skip
def test_unknown_is_not_no(cell, state):
    assert identifiers.nib(cell) == Nib(state)


@pytest.mark.parametrize(
    "cell",
    [
        "NIB: 9120003055261", "'9120003055261", "9120003055261.0", "9120003055261 (OSS RBA)", "NIB.9120003055261",
        "No. NIB 9120003055261", "9,120,003,055,261", "9120003055261 tgl 12-05-2021", "sudah, 9120003055261",
        " 9120 0030 55261 ",
    ],
)  # fmt: skip
def test_nib_beside_other_words(cell):
    assert identifiers.nib(cell) == Nib("yes", "9120003055261")


@pytest.mark.parametrize("between", [" / ", ", ", "; ", " dan ", "\n", " atau "])
def test_of_two_nib_the_first_is_taken(between):
    read = identifiers.nib(f"9120003111087{between}0220001111222")
    assert (read.number, read.others) == ("9120003111087", ("0220001111222",))


@pytest.mark.parametrize("cell", ["OSS", "hilang", "lupa nomornya"])
def test_words_that_do_not_say_whether_there_is_a_nib_are_said(cell):
    with pytest.raises(identifiers.NoNumber):
        identifiers.nib(cell)


@pytest.mark.parametrize(
    "cell",
    ["10794", "10794.0", 10794.0, "C10794", "C.10794", "10794 - Industri Kerupuk", "KBLI 10794", "KBLI 2020: 10794",
     "1.07.94", "10.794", "Industri Kerupuk (10794)", "Kode KBLI: 10794"],
)  # fmt: skip
def test_kbli_in_every_notation(cell):
    assert kbli(cell) == Kbli("10794")


def test_of_two_kbli_the_first_is_taken_and_a_lost_zero_is_put_back():
    assert kbli("10794, 10710") == Kbli("10794", others=("10710",))
    assert kbli(1394.0) == Kbli("01394", completed="1394")
    assert kbli("-") is None


@pytest.mark.parametrize("cell", ["107", "1394", "107941", "Kerupuk", 10794.5])
def test_what_is_no_kbli_is_said(cell):
    with pytest.raises(Unreadable):
        kbli(cell)


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

import pytest

from services.registry.domain.amounts import count, is_rounded, past_year, people, rupiah
from services.registry.domain.cells import Unreadable


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("Rp 25.000.000,-", 25_000_000),
        ("Rp. 3.000.000,00", 3_000_000),
        ("12 jt", 12_000_000),
        ("2.5 juta", 2_500_000),
        ("1,5 M", 1_500_000_000),
        ("1.500 jt", 1_500_000_000),
        ("17.951.704", 17_951_704),
        ("25,000,000", 25_000_000),
        (5_000_000.0, 5_000_000),
        ("", None),
        ("-", None),
    ],
)
def test_amounts_are_read_in_every_notation(cell, amount):
    assert rupiah(cell) == amount


@pytest.mark.parametrize("cell", ["banyak", "5.5", "5-10 jt", -3.0, float("nan"), 1e300, "1.2.3"])
def test_what_is_no_amount_is_said_to_be_none(cell):
    with pytest.raises(Unreadable):
        rupiah(cell)


@pytest.mark.parametrize(
    ("read", "cell"),
    [(rupiah, 10**15 + 1), (rupiah, "1001 t"), (count, 9e15), (people, 100_001), (people, "5.000.000.000 orang")],
)
def test_more_than_the_register_takes_is_said_and_not_read(read, cell):
    with pytest.raises(Unreadable, match="lebih besar"):
        read(cell)


@pytest.mark.parametrize(("cell", "year"), [("2019", 2019), (2019.0, 2019), ("", None), ("-", None)])
def test_the_year_of_a_licence(cell, year):
    assert past_year(cell) == year


@pytest.mark.parametrize("cell", ["2099", "1949", "proses", "201", 20199.0])
def test_a_year_in_which_no_licence_was_given_is_said(cell):
    with pytest.raises(Unreadable):
        past_year(cell)


def test_people_may_be_counted_in_words():
    assert count("3 orang") == 3


def test_a_rounded_amount_is_the_same_amount():
    assert is_rounded(228_000_000, 228_185_661)
    assert not is_rounded(228_185_661, 228_000_000)
    assert not is_rounded(228_000_000, 231_000_000)

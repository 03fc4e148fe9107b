import pytest

from services.registry.domain.amounts import count, is_rounded, rupiah
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


def test_people_may_be_counted_in_words():
    assert count("3 orang") == 3


def test_a_rounded_amount_is_the_same_amount():
    assert is_rounded(228_000_000, 228_185_661)
    assert not is_rounded(228_185_661, 228_000_000)
    assert not is_rounded(228_000_000, 231_000_000)

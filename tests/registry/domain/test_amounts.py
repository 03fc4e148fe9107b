import pytest

from services.registry.domain.amounts import amount, is_rounded, quantity
from services.registry.domain.cells import Unreadable


def rupiah(cell):
    read = amount(cell)
    return read and read.whole(read.factor or 1)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Rp 25.000.000,-", 25_000_000), ("Rp. 3.000.000,00", 3_000_000), ("12 jt", 12_000_000),
        ("2.5 juta", 2_500_000), ("1,5 M", 1_500_000_000), ("1.500 jt", 1_500_000_000), ("17.951.704", 17_951_704),
        ("25,000,000", 25_000_000), ("25,000,000.00", 25_000_000), (5_000_000.0, 5_000_000),
        ("5 Juta Rupiah", 5_000_000),
        ("Rp 5.000.000;", 5_000_000), ("5 000 000", 5_000_000), ("5.000.000 ,-", 5_000_000), ("IDR 5000000", 5_000_000),
        ("5000000.0", 5_000_000), ("5.000.000=", 5_000_000), ("Rp.5 jt,-", 5_000_000), ("0,5 jt", 500_000),
        ("5 jt (lima juta rupiah)", 5_000_000), ("500rb", 500_000), (7_050_333.4, 7_050_333), ("Rp 0,-", 0), ("0", 0),
        ("", None), ("-", None), ("Rp -", None), ("Rp. ......", None),
    ],
)  # fmt: skip
def test_amounts_are_read_in_every_notation(cell, value):
    assert rupiah(cell) == value


@pytest.mark.parametrize(
    "cell",
    ["banyak", "5.5", "5-10 jt", -3.0, float("nan"), 1e300, "1.2.3", "5.000,000", "Rp 12,5", "lima juta", "USD 500",
     "$500", "< 50 jt", "> 50 juta", "5 juta lebih", "50 jt ke atas", "750.000 s/d 1.000.000", "(5.000.000)",
     "-5.000.000", "5.000.000 + alat", "1 juta 500 ribu", "2 5 jt", "1.5E+07", 12.5, True],
)  # fmt: skip
def test_what_is_no_amount_is_said_to_be_none(cell):
    with pytest.raises(Unreadable):
        rupiah(cell)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("± 5 jt", 5_000_000), ("5jt-an", 5_000_000), ("3 JUTAAN", 3_000_000), ("kurang lebih 5 juta", 5_000_000),
     ("Rp. sekitar 5 jt", 5_000_000), ("500 ribuan", 500_000), ("100 K", 100_000), ("2E+07", 20_000_000)],
)  # fmt: skip
def test_an_amount_that_is_not_exact_is_known_as_such(cell, value):
    assert (rupiah(cell), amount(cell).about) == (value, True)


@pytest.mark.parametrize(("read", "cell"), [(amount, 10**15 + 1), (amount, "1001 t"), (quantity, 9e15)])
def test_more_than_the_register_takes_is_said_and_not_read(read, cell):
    with pytest.raises(Unreadable, match="lebih besar"):
        read(cell).whole(read(cell).factor or 1)


@pytest.mark.parametrize(
    ("cell", "number", "measure", "period"),
    [
        ("100 kg", 100, "kg", None), ("100Kg", 100, "Kg", None), ("1.000 bks/bln", 1000, "bks", "month"),
        ("500 pcs per hari", 500, "pcs", "day"), ("1.200", 1200, None, None), (200.0, 200, None, None),
        ("2 ton/thn", 2, "ton", "year"), ("12 lusin", 12, "lusin", None), ("5 m3", 5, "m3", None),
        ("100 ribu butir", 100_000, "butir", None), ("600 Liter / minggu", 600, "Liter", "week"),
    ],
)  # fmt: skip
def test_a_quantity_says_its_measure_and_over_what_time_it_is(cell, number, measure, period):
    read = quantity(cell)
    assert (read.whole(read.factor or 1), read.measure, read.period) == (number, measure, period)


@pytest.mark.parametrize("cell", ["1,5 ton", "2.5", 2.5, "1.500,5 kg", "100-200 kg", "tidak tentu", "100 x 2"])
def test_what_is_no_whole_number_is_said(cell):
    with pytest.raises(Unreadable):
        quantity(cell).whole()


def test_a_rounded_amount_is_the_same_amount():
    assert is_rounded(228_000_000, 228_185_661)
    assert not is_rounded(228_185_661, 228_000_000)
    assert not is_rounded(228_000_000, 231_000_000)

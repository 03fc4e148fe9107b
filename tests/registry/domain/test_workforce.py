import pytest

from services.registry.domain.cells import Unreadable
from services.registry.domain.workforce import Workforce, workforce


@pytest.mark.parametrize(
    ("cell", "men", "women", "total"),
    [
        ("3L 2P", 3, 2, None), ("3 L / 2 P", 3, 2, None), ("5 (2L/3P)", 2, 3, 5), ("2 laki, 3 perempuan", 2, 3, None),
        ("L:3 P:2", 3, 2, None), ("Lk = 3, Pr = 2", 3, 2, None), ("laki-laki 3 perempuan 2", 3, 2, None),
        ("5 orang (2 laki-laki, 3 perempuan)", 2, 3, 5), ("Total 5 (L:2, P:3)", 2, 3, 5), ("3 pria", 3, None, None),
        ("2L3P", 2, 3, None), (7.0, None, None, 7), ("3 orang", None, None, 3), ("2 (dua) org", None, None, 2),
        ("", None, None, None), ("-", None, None, None),
    ],
)  # fmt: skip
def test_men_and_women_of_one_cell(cell, men, women, total):
    assert workforce(cell) == Workforce(men, women, total)


def test_two_numbers_are_men_and_women_only_under_a_heading_that_says_so():
    assert workforce("3/2", "TENAGA KERJA (L/P)") == Workforce(3, 2)
    assert workforce("3 + 2", "Pekerja P/L") == Workforce(2, 3)
    assert workforce("5", "TENAGA KERJA (L/P)") == Workforce(total=5)
    with pytest.raises(Unreadable):
        workforce("3/2", "TENAGA KERJA")


@pytest.mark.parametrize("cell", ["1-2", "sendiri", "2,5", 2.5, "2 tetap 3 tidak tetap", "2L 1L", "P", "900000 L 1 P"])
def test_what_counts_nobody_is_said(cell):
    with pytest.raises(Unreadable):
        workforce(cell)


def test_more_than_the_register_takes_is_said_and_not_read():
    with pytest.raises(Unreadable, match="lebih besar"):
        workforce("5.000.000.000 orang")

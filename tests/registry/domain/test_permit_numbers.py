from datetime import date

import pytest

from services.registry.domain.permit_numbers import numbers_in


def found(words):
    return [(one.permit.kind, one.permit.number) for one in numbers_in(words)]


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("P-IRT No. 2153578010488-22", date(2022, 12, 31)),
        ("2053374020970-28", date(2028, 12, 31)),
        ("2156408010123-31", date(2031, 12, 31)),
        ("PIRT 206640801000128", date(2028, 12, 31)),
        ("2.06.6408.01.0001-28", date(2028, 12, 31)),
        ("206 6408 01 0001 28", date(2028, 12, 31)),
        ("PIRT 2063216010384", None),
    ],
)
def test_pirt_carries_the_year_it_ends(words, ends):
    assert [one.permit.expires_on for one in numbers_in(words)] == [ends]


@pytest.mark.parametrize(
    "words",
    ["9156408010123-31", "202673019283-21", "MD 12345678", "ID3511000123456", "0812345678901", "2063216010384",
     "6408045708900001", "Rp 25.000.000 - 30.000.000", "12/05/2021"],
)  # fmt: skip
def test_other_numbers_are_none(words):
    assert found(words) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("BPOM RI MD 867031569523", ("MD", "MD 867031569523")),
        ("BPOM RI MD 071182004300360", ("MD", "MD 071182004300360")),
        ("ID32110001029500322", ("HALAL", "ID32110001029500322")),
        ("ID 3211 0001 0295 00322", ("HALAL", "ID32110001029500322")),
        ("ID6411000045210923", ("HALAL", "ID6411000045210923")),
        ("merek IDM000123456", ("MEREK", "IDM000123456")),
        ("NIB 1234000512345", ("NIB", "1234000512345")),
        ("9120-0031-87884", ("NIB", "9120003187884")),
    ],
)
def test_each_kind_is_known_by_its_shape(words, number):
    assert found(words) == [number]


def test_numbers_of_several_kinds_stand_in_one_text():
    words = "NIB 9120003310507, PIRT 2066408010001-28; Halal ID32110001029500322"
    assert [kind for kind, _ in found(words)] == ["NIB", "PIRT", "HALAL"]

"""Numbers of evidence have the shape that their authority gives them (domain knowledge, executed vectors)."""

from datetime import date

import pytest

from services.registry.domain.outcome_number import Proper, WrongShape, proper


@pytest.mark.parametrize(
    ("kind", "words", "number"),
    [
        ("NIB", "9120001234567", "9120001234567"),
        ("NIB", "9120-0012-34567", "9120001234567"),
        ("PIRT", "P-IRT No. 2153578010488-22", "2153578010488-22"),
        ("PIRT", "2156408010123-31", "2156408010123-31"),
        ("PIRT", "2063216010384", "2063216010384"),
        ("MD", "BPOM RI MD 867031569523", "MD 867031569523"),
        ("MD", "MD 071182004300360", "MD 071182004300360"),
        ("HALAL", "ID32110001029500322", "ID32110001029500322"),
        ("HALAL", "id 6411000045210923", "ID6411000045210923"),
        ("MEREK", "IDM 000123456", "IDM000123456"),
        ("PKP", "123/6408/2026", "123/6408/2026"),
        ("ONLINE_SALE", "  INV/2026/1 ", "INV/2026/1"),
    ],
)
def test_a_number_in_any_usual_notation_is_kept_in_one(kind: str, words: str, number: str) -> None:
    assert proper(kind, words).number == number


def test_a_pirt_number_says_itself_until_when_it_holds() -> None:
    assert proper("PIRT", "2156408010123-31") == Proper("2156408010123-31", date(2031, 12, 31))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("NIB", "912000123456"),
        ("NIB", "91200012345678"),
        ("NIB", "912910670A234"),
        ("PIRT", "9156408010123-31"),
        ("PIRT", "202673019283-21"),
        ("MD", "MD 12345678"),
        ("MD", "ML 867031569523"),
        ("HALAL", "ID3511000123456"),
        ("HALAL", "KH 12345"),
        ("MEREK", "DID2026012345"),
        ("PKP", "123-6408-2026"),
        ("PKP", "sudah"),
    ],
)
def test_a_number_that_its_authority_never_gives_is_refused(kind: str, words: str) -> None:
    with pytest.raises(WrongShape):
        proper(kind, words)

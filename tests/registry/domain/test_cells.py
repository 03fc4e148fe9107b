"""The text of a cell, as programs and people leave it."""

import pytest

from services.registry.domain.cells import text


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("０８１２-３４５６７８９０", "0812-34567890"),
        ("（１．０００，００）", "(1.000,00)"),
        ("ＫＡＬＢＡＮＡ", "ＫＡＬＢＡＮＡ"),
        ("Bukit\u00a0Makmur", "Bukit Makmur"),
        ("\u200fKalbana\u200e", "Kalbana"),
    ],
)
def test_full_width_and_unseen_signs_are_as_nothing(cell, words):
    assert text(cell) == words

"""What a person sees of each column before an import: some values, no NIK."""

import pytest

from services.registry.domain.samples import samples_of
from services.registry.domain.table import Row, Table


def samples(*cells):
    rows = [Row("Lembar", number, {"Kolom": cell}) for number, cell in enumerate(cells, start=2)]
    return samples_of([Table("Lembar", ["Kolom"], 1, rows)])["Kolom"]


def test_the_first_three_different_values_are_shown():
    assert samples("Nora", "-", "Nora", "Sari", 12.0, "Budi") == ["Nora", "Sari", "12"]


def test_an_answer_that_denies_is_shown():
    assert samples("Tidak", "", "…", "Ya") == ["Tidak", "Ya"]


@pytest.mark.parametrize(
    "cell",
    [
        "6408041708900001",
        "6408 0417 0890 0001",
        "640804.170890.0001",
        "'640804-170890-0001",
        6408041708900001,
        6.408041708900001e15,
    ],
)
def test_a_nik_is_masked_however_it_was_typed(cell):
    assert samples(cell)[0].lstrip("'") == "640804******0001"


def test_a_mistyped_nik_is_masked_too():
    assert samples("6408049908900001") == ["640804******0001"]


def test_the_number_of_a_company_is_shown():
    assert samples("0013121660091000", "01.312.166.0-091.000") == ["0013121660091000", "01.312.166.0-091.000"]

"""Words of an office's own."""

import pytest

from services.registry.domain.office_words import checked, meant
from services.registry.domain.row_reading import read_row
from services.registry.domain.table import Row
from shared.errors import InvalidInput

WORDS = {("kecamatan", "kota lama"): "64.08.04", ("unit", "bks"): "bungkus", ("answer", "oke"): "yes"}


def test_a_word_is_understood_in_its_own_kind_of_column_alone():
    assert meant(WORDS, "kecamatan", "  Kota LAMA ") == "64.08.04"
    assert meant(WORDS, "address", "Kota lama") == "Kota lama"
    assert meant(WORDS, "capacity_unit", "Bks") == "bungkus"
    assert meant(WORDS, "halal", "OKE") == "ya"


def test_consent_is_never_read_with_them():
    assert meant(WORDS, "consent", "oke") == "oke"


def test_a_row_is_read_with_them():
    row = Row("DATA", 2, {"Nama": "Kalbana", "Kec": "Kota Lama"})
    mapping = {"Nama": "name", "Kec": "kecamatan"}
    assert read_row(row, mapping, dict).get("kecamatan_code") is None
    assert read_row(row, mapping, dict, words=WORDS).get("kecamatan_code") == "64.08.04"


@pytest.mark.parametrize(
    ("kind", "word", "meaning", "field"),
    [
        ("street", "x", "y", "kind"),
        ("unit", "--", "kg", "word"),
        ("unit", "x" * 41, "kg", "word"),
        ("unit", "bks", "", "meaning"),
        ("kecamatan", "kota", "64.09.01", "meaning"),
        ("answer", "oke", "maybe", "meaning"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(kind, word, meaning, field):
    with pytest.raises(InvalidInput) as refused:
        checked(kind, word, meaning)
    assert list(refused.value.errors) == [field]

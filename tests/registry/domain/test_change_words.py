"""What an import would do, in words a clerk reads."""

import pytest

from services.registry.domain.change_words import label_of, worded
from services.registry.domain.columns import FIELDS
from shared.language import use_language


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("capacity_unit", "L", "L"),
        ("name", "yes", "yes"),
        ("owner_sex", "L", "Laki-laki"),
        ("owner_sex", "P", "Perempuan"),
        ("branch", "SANDANG", "Sandang"),
        ("cluster", "PISANG", "Pisang"),
        ("status", "closed", "Tutup usaha"),
        ("consent", "no", "Tidak"),
        ("certificate.PIRT", "yes, 2156408010123-31", "Ya, 2156408010123-31"),
        ("need.EKSPOR", "EKSPOR", "Ekspor"),
        ("investment", 25_000_000, "Rp25.000.000"),
        ("nik_fingerprint", "ab12", "tercatat, tidak ditampilkan"),
        ("product", None, "–"),
        ("training", "Bimtek, dasar, 2022-02-26", "Bimtek, dasar, 26 Februari 2022"),
    ],
)
def test_a_code_is_worded_by_its_field_and_nothing_else(field, value, words):
    assert str(worded(field, value)) == words


def test_money_is_written_in_the_language_of_whoever_reads():
    with use_language("en"):
        assert str(worded("investment", 25_000_000)) == "Rp25,000,000"


def test_a_field_is_called_the_same_in_the_columns_of_a_list_and_in_what_they_change():
    assert all(label_of(field) == label for field, label in FIELDS.items())
    assert str(label_of("certificate.PIRT")) == "P-IRT"


def test_the_history_names_the_import_that_was_undone():
    assert str(label_of("import")) == "Impor"

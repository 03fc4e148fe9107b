import pytest

from services.registry.domain.silence import is_placeholder, is_zero, refers_above, says_nothing

NOTHING = (
    "", "-", "--", "–", "…", "...", "?", "??", "_", "*", "'-", "n/a", "N/A", "N / A", "NA", "NN", "N.N.", "xxx", "XX",
    "x", "tidak ada", "Tidak Ada.", "TDK ADA", "tdk-ada", "tidakada", "gak ada", "belum ada", "Blm ada", "sda", "idem",
    "BELUM  DIKETAHUI", "belum di ketahui", "(belum diketahui)", "belum diketahuii", "tidak dketahui", "s.d.a.",
    "tidak tahu", "gak tau", "tidak punya", "tidak ada no hp", "belum diisi", "data belum ada", "belum lengkap",
    "kosong", "(kosong)", "nihil", "Nihil.", "tanpa nama", "Tanpa nama usaha", "belum ada nama", "nama belum ada",
    "tes", "TEST", "unknown", "Not known", "not available", "no name", "No Data", "None", "null", "not yet",
    "#N/A", "#NAME?", "#DIV/0!", "Contoh, satu", "contoh 2", "menyusul", "tdk diketahui", "belum diketahui",
)  # fmt: skip
SOMETHING = (
    "Siti", "Nia", "Ana", "Ada Ada Saja", "Tidak Ada Duanya", "Warung Tanpa Nama", "Toko Kosong Satu", "Sama Rasa",
    "Usaha Bersama", "Toko X", "Contoh Maju", "Nn. Siti", "212", "No. 5", "RT 1", "Tahu", "Tahu Isi", "Data Print",
    "Coba Rasa", "Air Isi Ulang", "Usaha", "Bukan Kopi", "مخبز الأمانة", "Kopi ☕", "X" * 200, "0", "+62 Coffee",
)  # fmt: skip


@pytest.mark.parametrize("words", NOTHING)
def test_words_that_say_nothing(words):
    assert says_nothing(words)


@pytest.mark.parametrize("words", SOMETHING)
def test_words_that_say_something(words):
    assert not says_nothing(words)


def test_zeros_are_nothing_where_a_word_should_stand():
    assert [is_zero(words) for words in ("0", "000000", "0-0", "10", "-")] == [True, True, True, False, False]


def test_some_words_mean_the_row_above():
    assert [refers_above(words) for words in ("s.d.a", "Idem", "sama", "Sama Rasa")] == [True, True, True, False]


@pytest.mark.parametrize(
    ("digits", "made_up"),
    [("1234567890123", True), ("0000000000000", True), ("1111111111111111", True), ("9876543210987", True),
     ("81200000000", True), ("9120001234567", False), ("81234567890", False), ("1111", False)],
)  # fmt: skip
def test_a_number_typed_to_fill_a_field(digits, made_up):
    assert is_placeholder(digits) == made_up

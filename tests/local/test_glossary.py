"""Plain words: each hard one is found, in any form, and each sentence that is too long."""

import pytest

from local import glossary
from local.catalogue import PACKAGES, faults, read
from local.glossary import hard_words, is_read_by_owners, long_sentences, other_address
from shared.web.site import PARTS

HARD = [
    "bersedia hadir", "Berhalangan", "diwakilkan", "diwakili", "konfirmasi kehadiran", "Batas konfirmasi",
    "penyelenggara", "Luring", "daring", "tautan", "tautannya", "surel", "Surelnya", "berkas kalender terlampir",
    "batal dilaksanakan", "ditarik kembali", "kerja samanya", "pada hari ini", "Terkonfirmasi", "perlu konfirmasi",
    "program ini tidak jadi", "nomor antrean", "nomor antreannya",
]  # fmt: skip
PLAIN = [
    "bisa datang", "tidak bisa datang", "orang lain yang datang", "beri tahu kami", "jawab paling lambat",
    "yang mengadakan", "tatap muka", "lewat internet", "link", "email", "file kalender di email ini", "tidak jadi",
    "kerja sama Bapak/Ibu", "pada tanggal itu", "pasti datang", "perlu ditanya dulu", "acara ini tidak jadi",
    "nomor di daftar tunggu", "sadaringan", "deluringan",
]  # fmt: skip


@pytest.mark.parametrize("word", HARD)
def test_a_hard_word_is_found_with_what_to_say_instead(word: str) -> None:
    (found,) = hard_words(f"Mohon {word}.")
    assert found.startswith(f"“{word}”: say “")


@pytest.mark.parametrize("word", PLAIN)
def test_a_plain_word_passes(word: str) -> None:
    assert list(hard_words(f"Mohon {word}.")) == []


def test_no_word_is_offered_instead_of_another_that_is_hard_itself() -> None:
    assert [plain for plain in glossary.HARD.values() if list(hard_words(plain))] == []


def test_a_sentence_of_fifteen_words_passes_and_one_of_sixteen_does_not() -> None:
    fifteen = " ".join(["kata"] * 15)
    assert list(long_sentences(f"{fifteen}. {fifteen}: {fifteen}\n{fifteen}")) == []
    assert list(long_sentences(f"{fifteen} {{nama}}. Pendek.")) == [f"{fifteen} {{nama}}."]


def test_another_form_of_address_is_found() -> None:
    assert list(other_address("Apakah Anda datang? Andalan kami.")) == ["Anda"]


def test_what_owners_read_is_known_by_its_place() -> None:
    assert is_read_by_owners(["services/notifications/letters/seats.py"])
    assert is_read_by_owners(["shared/errors.py", "services/partners/templates/partners/respond/page.html"])
    assert not is_read_by_owners(["services/registry/web/imports.py"])


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("written", ["Pilih berkas Anda.", "Simpan tautan ini.", " ".join(["kata"] * 16)])
def test_in_every_catalogue_a_sentence_that_is_not_plain_is_a_fault(
    package: str, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = dict.fromkeys(read(package), "")
    monkeypatch.setattr("local.catalogue.read", lambda _package: dict.fromkeys(known, written))
    assert len([fault for fault in faults(package) if fault.endswith(written)]) >= len(known)


def test_what_the_parts_of_the_site_are_called_is_plain() -> None:
    labels = [
        entry.label.words["id"]
        for part in PARTS.values()
        for entry in (*part.menu, *part.waiting, *part.office, *part.first)
    ]
    assert [fault for label in labels for fault in (*hard_words(label), *other_address(label))] == []
    assert [label for label in labels if list(long_sentences(label))] == []

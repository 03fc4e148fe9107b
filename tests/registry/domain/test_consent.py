import pytest

from services.registry.domain.cells import Unreadable
from services.registry.domain.consent import consent

YES = (
    "Ya", " YA ", "bersedia", "Setuju", "yes", True, "Ya.", "Ya, bersedia", "Saya setuju", "Ya, saya bersedia", "Boleh",
    "boleh!", "Silakan", "silahkan", "Iya", "Sangat setuju", "Ya, boleh", "Bersedia data dibagikan",
)  # fmt: skip
NO = (
    "Tidak", "tidak.", "TIDAK!!", "(tidak)", "Tdk", "tdk.", "T.I.D.A.K", "t i d a k", "ti dak", "tidaaak", "tidka",
    "Tidakk", "tdak", "itdak", "t", "N", "FALSE", False, "✗", "Tidak mau", "Tidak, terima kasih", "terima kasih, tidak",
    "Tidak bersedia dibagikan", "tidakbersedia", "tid ak bersedia", "Tidak  setuju", "Tidak, keberatan", "tidak bisa",
    "tidak perlu", "tidak jadi", "Tidak ya", "tidak ada izin", "Menolak", "menolk", "ditolak", "Keberatan", "kebratan",
    "Saya keberatan", "No.", "no thanks", "nope", "not yet", "not interested", "I don't agree", "Please don’t share",
    "do not share", "jangan", "jgn", "jangan dibagikan", "enggak", "engga", "nggak", "gak mau", "gamau", "g mau", "ga",
    "ndak", "kada", "belum", "belum bersedia", "Blm siap", "kurang berkenan", "Saya tidak bersedia",
    "maaf, belum bersedia", "Mohon maaf sebelumnya, kami tidak setuju", "Izin tidak bersedia", "Untuk saat ini tidak",
    "Data saya mohon jangan dibagikan", "persetujuan saya cabut", "Mencabut persetujuan", "batal", "withdrawn", "ogah",
    "Tidak - data saya rahasia",
)  # fmt: skip
NOT_UNDERSTOOD = (
    "Ya, tapi tidak untuk foto", "ya/tidak", "Tidak / Ya", "tidak atau ya", "Y", "Ya?", "ya dong", "mungkin", "ragu",
    "nanti dulu", "pikir-pikir", "rahasia", "✓", "1", "0", "x", "s.d.a.", "No. 5", "no hp 0812", "Ahmad", "نعم",
    "tidak keberatan", "Tidak ada keberatan", "tidak masalah", "gak papa", "ga apa-apa", "no problem", "I don't mind",
    "tidak menolak", "Kenapa tidak?", "asal tidak disebarluaskan", "kalau tidak merepotkan, bersedia", "mau tidak mau",
    "boleh tidak", "bukan tidak bersedia", "dulu tidak, sekarang bersedia", "tidak tahu", "Belum ditanya", "belum ada",
    "tidak menjawab", "belum dikonfirmasi", "tidak bisa dihubungi", "belum tentu", "not sure", "tindak lanjut",
    "tanda tangan", "saya n suami", "boleh, asal bukan nomor HP", "bersedia jika perlu", "ya kalau untuk dinas",
    "Boleh sebagian", "setuju dengan syarat", "boleh saja nanti",
)  # fmt: skip
NO_ANSWER = ("", None, "-", "--", "…", "?", "n/a", "N.A.", "NULL", "kosong")


@pytest.mark.parametrize("words", YES)
def test_only_a_plain_yes_is_a_yes(words):
    assert consent(words) == "yes"


@pytest.mark.parametrize("words", NO)
def test_a_no_is_heard_in_whatever_words(words):
    assert consent(words) == "no"


@pytest.mark.parametrize("words", NOT_UNDERSTOOD)
def test_what_is_neither_is_said(words):
    with pytest.raises(Unreadable):
        consent(words)


@pytest.mark.parametrize("words", NO_ANSWER)
def test_an_empty_cell_is_no_answer(words):
    assert consent(words) is None

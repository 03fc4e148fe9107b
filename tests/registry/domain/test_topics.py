import pytest

from services.registry.domain.topics import topics


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Merek, Pembukuan", {"HKI_MEREK", "KEUANGAN_PEMBUKUAN"}),
        ("Pengemasan dan Merek", {"PENGEMASAN", "HKI_MEREK"}),
        ("Pengemasan & label; Halal", {"PENGEMASAN", "SERTIFIKASI_HALAL"}),
        ("Keamanan pangan (PKP), P-IRT / MD", {"KEAMANAN_PANGAN", "IZIN_EDAR"}),
        ("Halal/Merek", {"SERTIFIKASI_HALAL", "HKI_MEREK"}),
    ],
)
def test_the_topics_of_a_list(words, codes):
    assert (set(topics(words)[0]), topics(words)[1]) == (codes, [])


@pytest.mark.parametrize(
    "words", ["tidak perlu pelatihan halal", "sudah pernah ikut pengemasan", "belum perlu merek", "Berkebun"]
)
def test_what_asks_for_no_training_is_said(words):
    assert topics(words) == ([], [words])

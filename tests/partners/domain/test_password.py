import pytest

from services.partners.domain.password import readable_password, require_password
from shared.errors import RuleBroken

OWN = ["sri.wahyuni@polteksangatta.id", "Sri Wahyuni", "Dinas Perindustrian dan Perdagangan Kutai Timur"]


@pytest.mark.parametrize(
    "password",
    [
        "kopi pahit",
        "x" * 129,
        "1234567890",
        "1234567890123",
        "qwertyuiop asdf",
        "aaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "Password123456",
        "17081945170845",
        "082155551234",
        "bismillah123456",
        "Indonesia2026!",
        "disperindag2026",
        "SRI.wahyuni@polteksangatta.id",
        "Sri Wahyuni 1987",
        "inuyhaw irs 1987",
        "sriwahyunisriwahyuni",
        "Kutai Timur 2026 2027",
        "Perindustrian & Perdagangan",
        "p0lteksangatta2026",
        "bismillahirrahmanirrahim",
        "Assalamualaikum123",
        "alhamdulillah99",
        "akucintakamu123",
        "aku.cinta.kamu.selamanya",
        "4kuc1nt4k4mu123",
        "sayacintaindonesia",
        "Bhinneka Tunggal Ika!",
        "tutwurihandayani",
        "merahputih1945",
        "dinaskoperasi2026",
        "kepaladinas2026",
        "mahakamulu2026",
        "Muara Wahau 2026",
        "institutteknologi",
        "universitasmulawarman",
        "tanggal17081945",
        "17agustus1945merdeka",
        "sayangmamapapa",
        "anakkutersayang1",
        "muhammadrizki99",
        "selamatpagi2026",
        "persibbandung1933",
        "passwordbaru123",
    ],
)
def test_what_others_would_guess_is_refused_with_how_to_do_better(password: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        require_password(password, OWN)
    assert refusal.value.field == "new_password"


@pytest.mark.parametrize(
    "password",
    [
        "kalimat yang panjang",
        "kalimat lain yang panjang",
        "sapi besok naik kapal hijau",
        "jendela mangga gerobak sunyi",
        "q7Vd-rT2p-Lw9x",
        "Wahyuni menanam bakau di rawa",
        "九" * 3 + "kursi biru laut",
    ],
)
def test_what_others_would_not_guess_is_taken(password: str) -> None:
    assert refused(password) is None


def refused(password: str) -> str | None:
    """Return how to do better, or None where the password is taken."""
    try:
        require_password(password, OWN)
    except RuleBroken as refusal:
        return str(refusal)
    return None


def test_a_made_password_can_be_read_out_and_is_accepted() -> None:
    password = readable_password()
    require_password(password, OWN)
    assert not set(password) & set("il1o0 ")
    assert password != readable_password()

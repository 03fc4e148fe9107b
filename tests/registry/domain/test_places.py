import pytest

from services.registry.domain import places
from services.registry.domain.cells import Unreadable
from services.registry.domain.desa import DESA
from shared.vocabulary import KECAMATAN


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Ma. Ancalong", "64.08.01"),
        ("Wahau", "64.08.02"),
        ("Ma Bengkal", "64.08.03"),
        ("SGT UTARA", "64.08.04"),
        ("Sengata Utara", "64.08.04"),
        ("Kec. Sangatta Utara", "64.08.04"),
        ("Kongbeng", "64.08.08"),
        ("KEC BENGALON", "64.08.09"),
        ("Bangalon", "64.08.09"),
        ("Kali Orang", "64.08.10"),
        ("Tlk Pandan", "64.08.13"),
        ("Ranpul", "64.08.14"),
        ("Karangan Ilir", "64.08.16"),
        ("Longmes", "64.08.18"),
        ("64.08.10", "64.08.10"),
        ("64.08.10.2007", "64.08.10"),
    ],
)
def test_every_way_to_write_a_kecamatan(words, code):
    assert places.kecamatan(words).code == code


def test_a_slip_is_a_guess_that_is_said():
    assert places.kecamatan("Teluk Pandaan").guess


@pytest.mark.parametrize("words", ["Samarinda", "Sangatta", "64.08.19", "6404999"])
def test_unknown_kecamatan(words):
    with pytest.raises(Unreadable):
        places.kecamatan(words)


def test_a_bps_code_is_refused_with_a_hint():
    with pytest.raises(Unreadable, match="Muara Ancalong"):
        places.kecamatan("6404010")


def test_desa_is_looked_for_in_its_kecamatan():
    assert places.desa("Selangkau", "64.08.10").code == "64.08.10.2013"


def test_desa_of_a_single_name_tells_its_kecamatan():
    assert places.kecamatan_of(places.desa("Maloy", None).code) == "64.08.05"


def test_all_141_desa_lie_in_the_eighteen_kecamatan():
    assert DESA.keys() == KECAMATAN.keys()
    assert sum(map(len, DESA.values())) == 141

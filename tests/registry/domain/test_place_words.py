"""Places in running words, in every notation."""

import pytest

from services.registry.domain.place_words import named_in_address, named_in_block, named_in_cell, named_in_title


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("KECAMATAN BENGALON", "64.08.09"),
        ("KECAMATAN KAUBUN (12 IKM)", "64.08.15"),
        ("Kecamatan : Kaliorang", "64.08.10"),
        ("II. KECAMATAN KARANGAN", "64.08.16"),
        ("B. Telen", "64.08.07"),
        ("KEC. SANDARAN KAB. KUTAI TIMUR", "64.08.11"),
        ("Kec. Busang, Tahun 2024", "64.08.06"),
        ("KECAMATAN MUARA WAHAU - 8 IKM", "64.08.02"),
        ("Wilayah Kecamatan Teluk Pandan", "64.08.13"),
        (">> KEC. MA. WAHAU <<", "64.08.02"),
        ("Kecamatan Sangkulirang dan sekitarnya", "64.08.05"),
        ("64.08.10 KALIORANG", "64.08.10"),
        ("kec.rantau pulung", "64.08.14"),
    ],
)
def test_every_way_to_head_a_block_with_a_kecamatan(words, code):
    named = named_in_block(words)
    assert (named.kecamatan.code, named.kecamatan.guess, named.level) == (code, False, "kecamatan")


@pytest.mark.parametrize("words", ["DESA MUARA WAHAU", "Desa/Kel. Muara Wahau", "B. Desa Muara Wahau (3 unit usaha)"])
def test_a_desa_may_be_called_like_its_kecamatan(words):
    named = named_in_block(words)
    assert (named.level, named.kecamatan, named.desa.code) == ("desa", None, "64.08.02.2003")


@pytest.mark.parametrize(
    "words", ["KECAMATAN TENGGARONG", "Kab. Paser", "Kec. Kota Bangun", "KEC KALIORANG/TELEN", "Kecamatan Sangatta"]
)
def test_a_place_that_cannot_be_told_is_unknown_and_none(words):
    named = named_in_block(words)
    assert named.kecamatan is None
    assert (named.level, bool(named.unknown)) == ("kecamatan", True)


def test_a_kind_of_business_is_no_place():
    named = named_in_block("A. INDUSTRI PANGAN")
    assert (named.is_place, named.kind, named.branch, named.sign) == (False, "INDUSTRI PANGAN", "PANGAN", "A")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("DATA UMKM DESA SEPASO KECAMATAN BENGALON", "64.08.09"),
        ("DATA IKM KALIORANG TAHUN 2024", "64.08.10"),
        ("KEC. SANGKULIRANG 2025", "64.08.05"),
        ("Kaliorang_final", "64.08.10"),
        ("PEMERINTAH KABUPATEN KUTAI TIMUR KECAMATAN BUSANG", "64.08.06"),
    ],
)
def test_a_title_tells_the_kecamatan(words, code):
    assert named_in_title(words).kecamatan.code == code


@pytest.mark.parametrize(
    "words",
    [
        "Jl. AW Syahranie, Kec. Sangatta Utara Telp (0549) 23456",
        "Kaliorang, 5 Januari 2024",
        "DATA UMKM KECAMATAN BENGALON DAN KALIORANG",
        "REKAP PER KECAMATAN TAHUN 2024",
        "DAFTAR PESERTA BIMTEK DI SANGATTA UTARA",
        "DATA UMKM KECAMATAN TENGGARONG",
    ],
)
def test_a_letterhead_an_event_or_several_places_tell_nothing(words):
    assert named_in_title(words).is_place is False


def test_an_address_tells_what_it_calls_a_place_and_no_street():
    told = named_in_address("RT 3 Desa Sepaso Kec. Bengalon")
    assert (told.kecamatan.code, told.desa.code) == ("64.08.09", "64.08.09.2001")
    assert named_in_address("Jl. Melati, Kaubun").bare
    assert not named_in_address("Jl. Poros Kaliorang RT 2").is_place
    assert not named_in_address("Jl. A Yani Kec. Palaran Kota Samarinda").is_place


def test_a_cell_may_name_kecamatan_and_desa_together():
    told = named_in_cell("Bengalon/Sepaso")
    assert (told.kecamatan.code, told.desa.name) == ("64.08.09", "Sepaso")
    assert named_in_cell("KALIORANG, KUTAI TIMUR").kecamatan.code == "64.08.10"
    assert not named_in_cell("Bengalon/Kaliorang").is_place

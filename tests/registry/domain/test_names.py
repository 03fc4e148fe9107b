import pytest

from services.registry.domain.names import (
    close_name,
    close_person,
    compatible_person,
    is_group,
    same_name,
    same_person,
    tidy,
)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Kripik  Pisang Makmur", "KERIPIK PISANG MAKMUR"),
        ("UD. Maju Amanah", "Maju Amanah"),
        ("Kali Orang Jaya", "Kaliorang Jaya"),
        ("Coklat Batang", "Cokelat Batang"),
    ],
)
def test_spellings_of_one_name(one, two):
    assert same_name(one, two)


def test_words_in_another_order_are_another_name():
    assert not same_name("Maju Amanah", "Amanah Maju")
    assert not close_name("Maju Amanah", "Amanah Maju")


def test_a_name_by_its_sound_is_close():
    assert close_name("Fruiti Box", "frutiboks")


@pytest.mark.parametrize(("one", "two"), [("Toko Etam 1", "Toko Etam 2"), ("Toko Etam", "Toko Etam II")])
def test_another_number_is_another_name(one, two):
    assert not close_name(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [("Soesanto", "Susanto"), ("Supriyanto", "Suprianto"), ("Noor", "Nur"), ("Syarifuddin", "Sarifudin")],
)
def test_old_and_new_spelling_is_one_person(one, two):
    assert same_person(one, two)


@pytest.mark.parametrize(
    ("one", "two"), [("Susanto", "Susanti"), ("Rahma", "Rahmat"), ("Ramadhan", "Ramadhani"), ("Kartono", "Hartono")]
)
def test_a_man_and_a_woman_of_one_family_are_two_persons(one, two):
    assert not same_person(f"{one} Sari", f"{two} Sari")
    assert not close_person(f"{one} Sari", f"{two} Sari")


def test_a_slip_in_a_persons_name_is_close():
    assert close_person("Wati Wulandari", "Wati Wulamdari")
    assert not same_person("Wati Wulandari", "Wati Wulamdari")


def test_the_members_of_a_group_share_its_name():
    assert is_group("KUB Maju Jaya")
    assert not is_group("Kubus Jaya")


def test_persons():
    assert same_person("Nora Ramadhani", "Nora Ramadani")
    assert same_person("Hj. Siti Aminah", "Siti Aminah, S.Pd")
    assert same_person("Siti Aminah", "AMINAH, SITI")
    assert compatible_person("Siti", "Siti Baharuddin")
    assert not compatible_person("Siti Aminah", "Siti Baharuddin")


def test_capitals_become_a_name():
    assert tidy("UD SENTOSA MANDIRI") == "UD Sentosa Mandiri"
    assert tidy("iPangan") == "iPangan"

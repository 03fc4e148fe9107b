import pytest

from services.registry.domain.names import close_name, compatible_person, same_name, same_person, tidy


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


def test_persons():
    assert same_person("Nora Ramadhani", "Nora Ramadani")
    assert same_person("Hj. Siti Aminah", "Siti Aminah, S.Pd")
    assert compatible_person("Siti", "Siti Baharuddin")
    assert not compatible_person("Siti Aminah", "Siti Baharuddin")


def test_capitals_become_a_name():
    assert tidy("UD SENTOSA MANDIRI") == "UD Sentosa Mandiri"
    assert tidy("iPangan") == "iPangan"

import pytest

from services.partners.domain.device import device_named

NUMBER = "6408041708900123"


@pytest.mark.parametrize(
    ("says", "named"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox, Linux"),
        ("python-requests/2.34.2", "python-requests"),
        ("Sinkron.Data-2/1.0", "Sinkron.Data-2"),
        ("", ""),
        ("/1.0", ""),
    ],
)
def test_a_device_is_named_as_its_owner_knows_it(says: str, named: str) -> None:
    assert device_named(says) == named


@pytest.mark.parametrize(
    "says",
    [
        f"NIK{NUMBER}/1",
        f"{NUMBER}",
        f"alat-{NUMBER}-kantor",
        "alat-64.08.04.170890.0123",
        "alat_6408-0417-0890-0123/1",
        "alat6408041713900123",
        "x" * 28 + NUMBER,
        "NIK\u200b640804\u200b1708900123",
        "NIK" + "".join(chr(0x660 + int(digit)) for digit in NUMBER),
        f"{NUMBER} Firefox/145.0",
    ],
)
def test_no_number_of_a_person_is_kept_as_the_name_of_a_device(says: str) -> None:
    name = device_named(says)
    assert sum(map(str.isdigit, name)) <= 10
    assert "170890" not in name.replace("-", "").replace(".", "")


@pytest.mark.parametrize("says", ["x" * 500, "alat\nkedua/1", "alat\u2028kedua", "Chrome" * 90 + "Windows" * 90])
def test_it_is_one_short_line(says: str) -> None:
    name = device_named(says)
    assert name
    assert (len(name.splitlines()), len(name) <= 40) == (1, True)

import re

import pytest
from flask.testing import FlaskClient

from shared.web.navigation import MENU, OFFICE
from shared.web.site import SITE, is_under, service_of
from tests.shared.web.conftest import SignIn

OFFICE_MENU = [
    "Beranda",
    "IKM",
    "Impor",
    "Penawaran",
    "Rencana",
    "Telepon",
    "Hasil",
    "Lembaga",
    "Email",
    "Pesan tertahan",
]


def menu_of(page: str) -> list[str]:
    wide = re.search(r'<nav class="menu-wide".*?</nav>', page, re.DOTALL)
    return re.findall(r"<a [^>]*>(.+?)</a>", wide[0]) if wide else []


@pytest.mark.parametrize(
    ("role", "menu"),
    [
        ("staff", OFFICE_MENU),
        ("head", OFFICE_MENU),
        ("admin", [*OFFICE_MENU[:-1], "Kantor", OFFICE_MENU[-1]]),
        ("institution", ["Beranda", "Penawaran saya"]),
    ],
)
def test_everybody_finds_their_own_menu(client: FlaskClient, sign_in: SignIn, role: str, menu: list[str]) -> None:
    sign_in(role)
    assert menu_of(client.get("/").text) == menu


def test_whoever_is_not_signed_in_is_offered_to(client: FlaskClient) -> None:
    page = client.get("/").text
    assert menu_of(page) == []
    assert '<a class="tool" href="/masuk">Masuk</a>' in page


def test_the_menu_shows_where_one_is(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in("staff")
    assert '<a href="/sistem/partners/tertahan" aria-current="page">' in client.get("/sistem/partners/tertahan").text


def test_every_entry_is_an_address_of_the_site() -> None:
    prefixes = [prefix for paths in SITE.values() for prefix in paths]
    assert all(any(is_under(entry.path, prefix) for prefix in prefixes) for entry in MENU)


def test_the_page_office_is_one_address_of_which_each_part_belongs_to_the_service_that_owns_it() -> None:
    parts = {entry.path: service_of(entry.path) for entry in OFFICE if is_under(entry.path, "/kantor")}
    assert parts == {"/kantor": "partners", "/kantor/server": "notifications", "/kantor/penerima": "notifications"}
    assert (service_of("/kantor/server/coba"), service_of("/kantor/lain")) == ("notifications", "partners")

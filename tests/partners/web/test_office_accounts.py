"""The administrator keeps the accounts of the office."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from services.partners.models import Account
from shared.context import Actor
from shared.database import Database
from tests.partners.web.people import PASSWORD, Person
from tests.signed_in import bearer

SITI = {"name": "Siti", "email": "Siti@Contoh.id", "role": "staff"}


@pytest.fixture
def admin(hire: Callable[..., Person]) -> Person:
    return hire("admin")


@pytest.fixture
def browser(admin: Person, browser_of: Callable[[Person], FlaskClient]) -> FlaskClient:
    return browser_of(admin)


def shown_password(page: str) -> str | None:
    found = re.search(r'class="secret">([^<]+)<', page)
    return found and found[1]


def sign_in(app: Flask, email: str, password: str | None) -> int:
    """Return 303 for a password of one's own, 200 for one that was generated: then the page asks for another."""
    return app.test_client().post("/masuk", data={"email": email, "password": password or ""}).status_code


def role_of(site: Database, account_id: object) -> str | None:
    with site.reading() as session:
        return session.scalar(select(Account.role).where(Account.id == account_id))


def test_a_new_colleague_is_invited_and_no_password_is_shown(browser: FlaskClient) -> None:
    page = browser.post("/akun/kantor", data=SITI).text
    assert (shown_password(page), "/sandi/baru/" in page) == (None, True)
    assert "Siti" in browser.get("/akun/kantor").text


def test_a_second_click_makes_no_second_account_and_shows_no_password(browser: FlaskClient, site: Database) -> None:
    browser.post("/akun/kantor", data=SITI)
    assert shown_password(browser.post("/akun/kantor", data=SITI).text) is None
    with site.reading() as session:
        assert session.scalar(select(func.count(Account.id)).where(Account.email == "siti@contoh.id")) == 1


def test_an_address_of_an_institutions_account_is_taken(browser: FlaskClient, partner: Person) -> None:
    answer = browser.post("/akun/kantor", data={**SITI, "email": partner.email})
    assert answer.status_code == 409
    assert 'id="email-error"' in answer.text


@pytest.mark.parametrize("change", [{"role": "institution"}, {"role": "king"}, {"email": "siti"}, {"name": ""}])
def test_a_form_that_is_not_right_makes_nothing(browser: FlaskClient, site: Database, change: dict[str, str]) -> None:
    assert browser.post("/akun/kantor", data={**SITI, **change}).status_code == 422
    with site.reading() as session:
        assert session.scalar(select(func.count(Account.id))) == 1


def test_whoever_left_signs_in_no_more_until_activated_again(
    browser: FlaskClient, app: Flask, hire: Callable[..., Person], browser_of: Callable[[Person], FlaskClient]
) -> None:
    colleague = hire("staff")
    theirs = browser_of(colleague)
    browser.post(f"/akun/kantor/{colleague.id}/nonaktif")
    assert theirs.get("/penawaran").location.startswith("/masuk")
    password = shown_password(browser.post(f"/akun/kantor/{colleague.id}/aktif").text)
    assert sign_in(app, colleague.email, password) == 200
    assert shown_password(browser.post(f"/akun/kantor/{colleague.id}/aktif").text) is None


def test_a_second_click_does_not_end_the_password_just_told(
    browser: FlaskClient, app: Flask, hire: Callable[..., Person]
) -> None:
    colleague = hire("staff")
    pressed = dict(re.findall(rf'kantor/{colleague.id}/sandi".*?name="(revision)" value="(\d+)"',
                              browser.get("/akun/kantor").text, re.DOTALL))  # fmt: skip
    first, second = (browser.post(f"/akun/kantor/{colleague.id}/sandi", data=pressed) for _ in range(2))
    assert (second.status_code, "tetap berlaku" in second.text) == (409, True)
    assert sign_in(app, colleague.email, shown_password(first.text)) == 200


@pytest.mark.parametrize("said", [{}, {"revision": "x"}, {"revision": ""}])
def test_a_new_password_is_given_only_to_an_account_that_was_looked_at(
    browser: FlaskClient, app: Flask, hire: Callable[..., Person], said: dict[str, str]
) -> None:
    colleague = hire("staff")
    assert browser.post(f"/akun/kantor/{colleague.id}/sandi", data=said).status_code == 409
    assert sign_in(app, colleague.email, PASSWORD) == 303


def test_an_institutions_password_is_given_once_a_click_too(browser: FlaskClient, app: Flask, partner: Person) -> None:
    page = browser.get(f"/lembaga/{partner.institution_id}").text
    pressed = dict(re.findall(r'/sandi".*?name="(revision)" value="(\d+)"', page, re.DOTALL))
    address = f"/lembaga/{partner.institution_id}/akun/{partner.id}/sandi"
    first, second = (browser.post(address, data=pressed) for _ in range(2))
    assert second.status_code == 409
    assert sign_in(app, partner.email, shown_password(first.text)) == 200


def test_another_role_ends_the_sessions_that_carry_the_old_one(
    browser: FlaskClient, site: Database, hire: Callable[..., Person], browser_of: Callable[[Person], FlaskClient]
) -> None:
    colleague = hire("staff")
    theirs = browser_of(colleague)
    assert browser.post(f"/akun/kantor/{colleague.id}/peran", data={"role": "head"}).status_code == 303
    assert role_of(site, colleague.id) == "head"
    assert theirs.get("/penawaran").location.startswith("/masuk")


@pytest.mark.parametrize("role", ["institution", "king", ""])
def test_a_role_that_does_not_fit_is_refused(
    browser: FlaskClient, site: Database, hire: Callable[..., Person], role: str
) -> None:
    colleague = hire("staff")
    assert browser.post(f"/akun/kantor/{colleague.id}/peran", data={"role": role}).status_code == 409
    assert role_of(site, colleague.id) == "staff"


@pytest.mark.parametrize(("word", "form"), [("nonaktif", {}), ("peran", {"role": "staff"})])
def test_the_administrator_cannot_lock_the_office_out(
    browser: FlaskClient, site: Database, admin: Person, word: str, form: dict[str, str]
) -> None:
    assert browser.post(f"/akun/kantor/{admin.id}/{word}", data=form).status_code == 409
    assert role_of(site, admin.id) == "admin"


@pytest.mark.parametrize("word", ["sandi", "aktif", "nonaktif", "peran", "undang"])
def test_an_institutions_account_is_not_among_them(browser: FlaskClient, partner: Person, word: str) -> None:
    assert browser.post(f"/akun/kantor/{partner.id}/{word}", data={"role": "head"}).status_code == 404
    assert browser.post(f"/akun/kantor/{uuid4()}/{word}", data={"role": "head"}).status_code == 404


def test_an_institutions_account_is_activated_again_unless_the_partnership_ended(
    browser: FlaskClient, app: Flask, partner: Person
) -> None:
    address = f"/lembaga/{partner.institution_id}/akun/{partner.id}"
    browser.post(f"{address}/nonaktif")
    password = shown_password(browser.post(f"{address}/aktif").text)
    assert sign_in(app, partner.email, password) == 200
    browser.post(f"/lembaga/{partner.institution_id}/akhiri", data={"reason": "Selesai."})
    assert browser.post(f"{address}/aktif").status_code == 409


def test_the_same_by_json(app: Flask, admin: Person) -> None:
    program = app.test_client()
    program.environ_base["HTTP_AUTHORIZATION"] = bearer(app, Actor(admin.id, "Rahma", "admin"))["Authorization"]
    made = program.post("/api/partners/v1/office-accounts", json=SITI)
    again = program.post("/api/partners/v1/office-accounts", json=SITI)
    assert (made.status_code, again.json["id"], again.json["password"]) == (201, made.json["id"], None)
    address = f"/api/partners/v1/office-accounts/{made.json['id']}"
    assert program.put(f"{address}/role", json={"role": "head"}).json["role"] == "head"
    assert program.post(f"{address}/deactivate").json["active"] is False
    assert sign_in(app, "siti@contoh.id", made.json["password"]) == 401
    assert sign_in(app, "siti@contoh.id", program.post(f"{address}/reactivate").json["password"]) == 200
    listed = program.get("/api/partners/v1/office-accounts").json
    assert [(row["email"], row["role"]) for row in listed if row["name"] == "Siti"] == [("siti@contoh.id", "head")]
    assert "password" not in str(listed)
    assert program.post(f"{address}/password").status_code == 428
    read = {"If-Match": program.get(address).headers["ETag"]}
    given = program.post(f"{address}/password", headers=read)
    assert program.post(f"{address}/password", headers=read).status_code == 412
    assert sign_in(app, "siti@contoh.id", given.json["password"]) == 200

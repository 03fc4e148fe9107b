"""Signing in and out, with one answer for every failure."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from services.partners.actions import account_passwords, accounts
from services.partners.models.account import by_email, locked
from services.partners.models.base import known
from shared.clock import now
from shared.database import Database
from tests.partners.web.people import PASSWORD, Person

Hire = Callable[..., Person]
NOT_RIGHT = "Email atau kata sandi tidak benar."


def enter(client: FlaskClient, email: str, password: str = PASSWORD, **more: str):
    return client.post("/masuk", data={"email": email, "password": password, **more})


def test_the_right_password_opens_the_first_page(app: Flask, hire: Hire) -> None:
    client = app.test_client()
    assert enter(client, hire("staff").email).location == "/"
    assert client.get("/").status_code == 200


def test_an_email_is_one_whatever_its_case(app: Flask, hire: Hire) -> None:
    assert enter(app.test_client(), hire("staff").email.upper()).status_code == 303


def test_the_reader_returns_to_the_page_asked_for(app: Flask, hire: Hire) -> None:
    client = app.test_client()
    assert client.get("/telepon").location == "/masuk?next=%2Ftelepon"
    assert enter(client, hire("staff").email, next="/telepon").location == "/telepon"


def test_nobody_is_sent_to_another_site(app: Flask, hire: Hire) -> None:
    assert enter(app.test_client(), hire("staff").email, next="https://jahat.id/").location == "/"


def test_wrong_password_unknown_and_deactivated_account_get_one_answer(app: Flask, hire: Hire, site: Database) -> None:
    known, gone = hire("staff"), hire("staff")
    with site.transaction() as session:
        accounts.deactivate_account(session, gone.id)
    answers = [
        enter(app.test_client(), known.email, "salah sama sekali"),
        enter(app.test_client(), "tidak.ada@contoh.id"),
        enter(app.test_client(), gone.email),
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert all(NOT_RIGHT in answer.text for answer in answers)


def test_the_password_never_comes_back_in_the_page(app: Flask) -> None:
    assert "rahasia123" not in enter(app.test_client(), "a@contoh.id", "rahasia123").text


def test_an_account_fails_only_so_often(app: Flask, hire: Hire) -> None:
    person = hire("staff")
    for _ in range(10):
        assert enter(app.test_client(), person.email, "salah").status_code == 401
    assert enter(app.test_client(), person.email, "salah").status_code == 429


def test_signing_out_ends_the_session(app: Flask, hire: Hire) -> None:
    client = app.test_client()
    enter(client, hire("staff").email)
    client.post("/keluar")
    assert client.get("/penawaran").location.startswith("/masuk")


def test_a_new_password_ends_other_sessions_but_not_this_one(app: Flask, hire: Hire) -> None:
    person = hire("staff")
    here, elsewhere = app.test_client(), app.test_client()
    enter(here, person.email)
    enter(elsewhere, person.email)
    new = "kalimat lain yang panjang"
    here.post("/akun/sandi", data={"current_password": PASSWORD, "new_password": new})
    assert here.get("/akun").status_code == 200
    assert elsewhere.get("/akun").location.startswith("/masuk")
    assert enter(app.test_client(), person.email, new).status_code == 303


def test_a_password_changed_by_a_clock_that_was_ahead_locks_nobody_out(app: Flask, hire: Hire, time_machine) -> None:
    person, client = hire("staff"), app.test_client()
    time_machine.move_to(now() + timedelta(hours=2))
    other = app.test_client()
    enter(other, person.email)
    with app.extensions["database"].transaction() as session:
        account = locked(session, person.id)
        account_passwords.choose_password(session, account, "kalimat lain yang panjang")
    time_machine.shift(-2 * 3600)
    enter(client, person.email, "kalimat lain yang panjang")
    assert client.get("/").status_code == 200
    assert other.get("/telepon").status_code == 302
    with app.extensions["database"].transaction() as session:
        account_passwords.reset_password(session, person.id)
    assert client.get("/telepon").status_code == 302


def test_a_short_password_is_refused_beside_its_field(staff: FlaskClient) -> None:
    answer = staff.post("/akun/sandi", data={"current_password": PASSWORD, "new_password": "pendek"})
    assert answer.status_code == 409
    assert 'id="new_password-error"' in answer.text


def test_the_language_of_mails_follows_the_switch(app: Flask, hire: Hire, site: Database) -> None:
    person, client = hire("staff"), app.test_client()
    enter(client, person.email)
    client.post("/bahasa", data={"language": "en"})
    assert "What stands today" in client.get("/").text
    with site.reading() as session:
        assert known(by_email(session, person.email)).language == "en"


@pytest.fixture
def protected(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms need their token here, as they do outside of tests."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


def token_in(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("later", [timedelta(hours=13), timedelta(days=3)])
def test_a_sign_in_page_that_was_open_for_long_asks_once_more_and_then_lets_in(
    protected: None, app: Flask, hire: Hire, later: timedelta
) -> None:
    client, person = app.test_client(), hire("staff")
    old = token_in(client.get("/masuk?next=/telepon").text)
    with time_machine.travel(now() + later, tick=True):
        again = enter(client, person.email, csrf_token=old, next="/telepon")
        assert "sudah lama terbuka" in again.text
        assert person.email in again.text
        assert PASSWORD not in again.text
        fresh = token_in(again.text)
        assert enter(client, person.email, csrf_token=fresh, next="/telepon").location == "/telepon"


def test_whose_session_has_ended_may_still_sign_out_and_choose_a_language(
    protected: None, app: Flask, hire: Hire, browser_of: Callable[[Person], FlaskClient]
) -> None:
    client = browser_of(hire("staff"))
    old = token_in(client.get("/").text)
    with time_machine.travel(now() + timedelta(hours=13), tick=False):
        assert client.post("/keluar", data={"csrf_token": old}).location == "/masuk"
        english = client.post("/bahasa", data={"csrf_token": old, "language": "en", "next": "/masuk"})
        assert english.location == "/masuk"
        assert "<h1>Sign in</h1>" in client.get("/masuk").text


def test_a_form_of_another_site_signs_nobody_in(protected: None, app: Flask, hire: Hire) -> None:
    assert enter(app.test_client(), hire("staff").email, csrf_token="forged").status_code == 400

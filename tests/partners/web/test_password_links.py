"""Passwords of one's own: by a link, after a generated one, after a forgotten one."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from structlog.testing import capture_logs

from services.partners.actions import account_links, account_passwords
from services.partners.models import Account, AccountLink
from shared.database import Database
from tests.partners.web.people import PASSWORD, Person

Hire = Callable[..., Person]
OWN = "empat kata tanpa hubungan zebra"
SITI = {"name": "Siti", "email": "siti@contoh.id", "role": "staff"}


@pytest.fixture
def admin(hire: Hire, browser_of: Callable[[Person], FlaskClient]) -> FlaskClient:
    return browser_of(hire("admin"))


def enter(client: FlaskClient, email: str, password: str = PASSWORD, **more: str):
    return client.post("/masuk", data={"email": email, "password": password, **more})


def link_in(text: str) -> str:
    found = re.search(r"/sandi/baru/[\w-]+", unquote(text))
    assert found
    return found[0]


def forget(app: Flask, email: str, source: str = "192.0.2.1"):
    return app.test_client().post("/sandi/lupa", data={"email": email}, environ_overrides={"REMOTE_ADDR": source})


def links(site: Database) -> int:
    with site.reading() as session:
        return session.scalar(select(func.count()).select_from(AccountLink)) or 0


def generated(site: Database, person: Person) -> str:
    with site.transaction() as session:
        return account_passwords.reset_password(session, person.id)


def test_an_invited_colleague_chooses_a_password_and_is_signed_in(app: Flask, admin: FlaskClient) -> None:
    page = admin.post("/akun/kantor", data=SITI).text
    path, client = link_in(page), app.test_client()
    assert "Siti" in client.get(path).text
    assert client.post(path, data={"new_password": OWN}).location == "/"
    assert client.get("/akun").status_code == 200
    assert enter(app.test_client(), SITI["email"], OWN).status_code == 303


def test_the_ready_message_opens_in_whatsapp(admin: FlaskClient) -> None:
    page = admin.post("/akun/kantor", data=SITI).text
    chat = re.search(r'href="(https://wa.me/\?text=[^"]+)"', page)
    assert chat
    assert f"http://sinergi.contoh.id{link_in(page)}" in unquote(chat[1])


def test_no_message_with_a_link_to_this_machine_alone_is_offered(app: Flask, admin: FlaskClient) -> None:
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, public_url="http://127.0.0.1:8000")
    try:
        page = admin.post("/akun/kantor", data=SITI).text
    finally:
        app.config["SETTINGS"] = settings
    assert "wa.me" not in page
    assert "hanya terbuka di komputer ini" in page


def test_looking_at_a_link_changes_nothing(app: Flask, admin: FlaskClient) -> None:
    path = link_in(admin.post("/akun/kantor", data=SITI).text)
    for _ in range(3):
        assert app.test_client().get(path).status_code == 200


def test_a_link_used_twice_says_so_and_how_to_go_on(app: Flask, admin: FlaskClient) -> None:
    path = link_in(admin.post("/akun/kantor", data=SITI).text)
    app.test_client().post(path, data={"new_password": OWN})
    answer = app.test_client().post(path, data={"new_password": f"{OWN} lagi"})
    assert (answer.status_code, "sudah dipakai" in answer.text, 'href="/sandi/lupa"' in answer.text) == (
        404,
        True,
        True,
    )
    assert app.test_client().get("/sandi/baru/salah").status_code == 404


def test_an_easy_password_is_refused_beside_its_field(app: Flask, admin: FlaskClient) -> None:
    path, client = link_in(admin.post("/akun/kantor", data=SITI).text), app.test_client()
    answer = client.post(path, data={"new_password": "siti siti siti"})
    assert (answer.status_code, 'id="new_password-error"' in answer.text) == (409, True)
    assert client.post(path, data={"new_password": OWN}).status_code == 303


def test_a_link_can_be_sent_again_until_it_is_used(app: Flask, admin: FlaskClient, hire: Hire) -> None:
    person = hire("staff")
    path = link_in(admin.post(f"/akun/kantor/{person.id}/undang").text)
    assert enter(app.test_client(), person.email).status_code == 303
    assert app.test_client().post(path, data={"new_password": OWN}).status_code == 303
    assert enter(app.test_client(), person.email).status_code == 401


def test_a_generated_password_opens_nothing_but_the_way_to_one_of_ones_own(
    app: Flask, hire: Hire, site: Database
) -> None:
    person, client = hire("staff"), app.test_client()
    password = generated(site, person)
    page = enter(client, person.email, password, next="/telepon")
    assert client.get("/akun").status_code == 302
    hidden = {"next": "/telepon", "new_password": password}
    assert client.post(link_in(page.text), data=hidden).status_code == 409
    assert client.post(link_in(page.text), data={**hidden, "new_password": OWN}).location == "/telepon"
    assert client.get("/akun").status_code == 200
    assert enter(app.test_client(), person.email, OWN).status_code == 303


def test_a_program_may_begin_with_a_generated_password_and_replace_it(app: Flask, hire: Hire, site: Database) -> None:
    person, client = hire("staff"), app.test_client()
    sent = {"email": person.email, "password": generated(site, person)}
    assert client.post("/api/partners/v1/tokens", json=sent).status_code == 201
    assert client.post("/api/partners/v1/tokens/own-password", json={**sent, "new_password": OWN}).status_code == 204
    assert client.post("/api/partners/v1/tokens/own-password", json={**sent, "new_password": OWN}).status_code == 401
    assert client.post("/api/partners/v1/tokens", json={**sent, "password": OWN}).status_code == 201


def test_the_answer_is_the_same_whether_the_address_is_known(app: Flask, hire: Hire, site: Database) -> None:
    known, unknown = hire("staff").email, "siapa@contoh.id"
    answers = [forget(app, email) for email in (known, unknown)]
    assert [answer.status_code for answer in answers] == [200, 200]
    texts = [re.sub(r'value="[^"]*"', "", answer.text) for answer in answers]
    assert texts[0].replace(known, "…") == texts[1].replace(unknown, "…")
    assert links(site) == 1


@pytest.mark.parametrize("known", [True, False])
def test_mails_for_one_address_are_asked_for_only_so_often(app: Flask, hire: Hire, known: bool) -> None:
    email = hire("staff").email if known else "siapa@contoh.id"
    statuses = [forget(app, email, f"192.0.2.{number}").status_code for number in range(5)]
    assert statuses == [200, 200, 200, 429, 429]


def test_addresses_are_tried_out_from_one_place_only_so_often(app: Flask) -> None:
    statuses = [forget(app, f"orang{number}@contoh.id").status_code for number in range(22)]
    assert statuses == [200] * 20 + [429] * 2


def test_somebody_forgetful_finds_the_way_from_the_sign_in_page(app: Flask) -> None:
    assert 'href="/sandi/lupa"' in app.test_client().get("/masuk").text


def test_the_first_administrator_changes_name_and_mail(app: Flask, hire: Hire, site: Database) -> None:
    person, client = hire("admin"), app.test_client()
    enter(client, person.email)
    sent = {"name": "Bu Rahma", "email": "Rahma@Kutim.example", "current_password": PASSWORD}
    assert client.post("/akun/diri", data={**sent, "current_password": "salah sekali ini"}).status_code == 409
    assert client.post("/akun/diri", data=sent).location == "/akun"
    assert "Bu Rahma" in client.get("/akun").text
    assert enter(app.test_client(), "rahma@kutim.example").status_code == 303
    assert enter(app.test_client(), person.email).status_code == 401
    with site.reading() as session:
        assert session.get_one(Account, person.id).name == "Bu Rahma"


def test_an_address_that_somebody_has_is_refused_beside_its_field(app: Flask, hire: Hire) -> None:
    person, other, client = hire("admin"), hire("staff"), app.test_client()
    enter(client, person.email)
    answer = client.post("/akun/diri", data={"name": "A", "email": other.email, "current_password": PASSWORD})
    assert (answer.status_code, 'id="email-error"' in answer.text) == (409, True)


def test_what_a_typed_form_was_kept_for_survives_a_generated_password(app: Flask, hire: Hire, site: Database) -> None:
    person = hire("staff")
    page = enter(app.test_client(), person.email, generated(site, person), kept="zegel").text
    assert 'name="kept" value="zegel"' in page


def test_a_link_of_a_key_that_is_gone_is_over(site: Database, hire: Hire) -> None:
    person = hire("staff")
    with site.transaction() as session:
        link = account_links.invite(session, person.id)
        link.digest = "0" * 64
        with pytest.raises(account_links.WrongLink):
            account_links.secret(session, link)


def test_no_log_names_a_link(app: Flask, admin: FlaskClient) -> None:
    with capture_logs() as logs:
        path, client = link_in(admin.post("/akun/kantor", data=SITI).text), app.test_client()
        client.get(path)
        client.post(path, data={"new_password": OWN})
        client.post(path, data={"new_password": OWN})
    assert {"request_answered", "password_chosen"} <= {entry["event"] for entry in logs}
    assert path.rpartition("/")[2] not in str(logs)

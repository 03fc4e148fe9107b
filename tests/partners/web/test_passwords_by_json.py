"""Inviting, a forgotten password and one's own account by JSON: under the same rules as the pages."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from services.partners.models import AccountLink
from shared.context import Actor
from shared.database import Database
from shared.messaging.outbox import Outbox
from tests.partners.web.people import PASSWORD, Person
from tests.signed_in import bearer

Hire = Callable[..., Person]
API = "/api/partners/v1"
OWN = "empat kata tanpa hubungan zebra"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def as_program(app: Flask, person: Person) -> dict[str, str]:
    return bearer(app, Actor(person.id, "Program", person.role))


def signs_in(client: FlaskClient, email: str, password: str) -> bool:
    sent = {"email": email, "password": password}
    return client.post(f"{API}/tokens", json=sent).status_code == 201


def forget(client: FlaskClient, email: str, source: str = "192.0.2.1") -> TestResponse:
    return client.post(f"{API}/passwords/forgotten", json={"email": email}, environ_overrides={"REMOTE_ADDR": source})


def told(site: Database) -> list[dict[str, Any]]:
    facts = select(Outbox).where(Outbox.name == "partners.account_link_made")
    with site.reading() as session:
        return [fact.payload for fact in session.scalars(facts)]


def test_a_colleague_is_invited_and_chooses_a_password(
    app: Flask, client: FlaskClient, hire: Hire, site: Database
) -> None:
    person, admin = hire("staff"), as_program(app, hire("admin"))
    first, again = (client.post(f"{API}/office-accounts/{person.id}/invite", headers=admin) for _ in range(2))
    assert first.json["link"] == again.json["link"]
    assert [fact["email"] for fact in told(site)] == [person.email]
    secret = first.json["link"].rpartition("/")[2]
    sent = {"secret": secret, "new_password": OWN}
    assert [client.post(f"{API}/passwords/by-link", json=sent).status_code for _ in range(2)] == [204, 404]
    assert signs_in(client, person.email, OWN)


def test_only_whoever_keeps_the_accounts_of_the_office_invites(app: Flask, client: FlaskClient, hire: Hire) -> None:
    person = hire("staff")
    path = f"{API}/office-accounts/{person.id}/invite"
    assert client.post(path, headers=as_program(app, person)).status_code == 403
    assert client.post(path).status_code == 401


def test_nobody_of_an_institution_is_invited_as_a_colleague(app: Flask, client: FlaskClient, hire: Hire) -> None:
    partner, admin = hire("institution"), as_program(app, hire("admin"))
    assert client.post(f"{API}/office-accounts/{partner.id}/invite", headers=admin).status_code == 404


def test_a_weak_password_is_refused_and_the_link_still_works(app: Flask, client: FlaskClient, hire: Hire) -> None:
    person, admin = hire("staff"), as_program(app, hire("admin"))
    link = client.post(f"{API}/office-accounts/{person.id}/invite", headers=admin).json["link"].rpartition("/")[2]
    sent = {"secret": link, "new_password": "12345678"}
    assert client.post(f"{API}/passwords/by-link", json=sent).status_code in (409, 422)
    assert client.post(f"{API}/passwords/by-link", json={**sent, "new_password": OWN}).status_code == 204


def test_no_answer_tells_whether_there_is_an_account(client: FlaskClient, hire: Hire, site: Database) -> None:
    answers = [forget(client, email) for email in (hire("staff").email, "siapa@contoh.id")]
    assert [(answer.status_code, answer.data) for answer in answers] == [(202, answers[0].data)] * 2
    with site.reading() as session:
        assert len(session.scalars(select(AccountLink)).all()) == 1


def test_page_and_program_count_requests_together(client: FlaskClient, hire: Hire) -> None:
    email = hire("staff").email
    assert [forget(client, email, f"192.0.2.{number}").status_code for number in range(2)] == [202, 202]
    client.post("/sandi/lupa", data={"email": email})
    refused = forget(client, email, "192.0.2.9")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0


def test_wrong_links_are_tried_only_so_often(client: FlaskClient) -> None:
    sent = {"new_password": OWN}
    statuses = [
        client.post(f"{API}/passwords/by-link", json={**sent, "secret": f"salah{number}"}).status_code
        for number in range(32)
    ]
    assert set(statuses[:30]) == {404}
    assert statuses[-1] == 429


def test_somebody_reads_and_changes_the_own_account(app: Flask, client: FlaskClient, hire: Hire) -> None:
    person = hire("staff")
    header = as_program(app, person)
    assert client.get(f"{API}/own-account", headers=header).json["email"] == person.email
    sent = {"name": "Bu Rahma", "email": "Rahma@Kutim.example", "current_password": "salah sekali ini"}
    assert client.put(f"{API}/own-account", json=sent, headers=header).status_code == 409
    changed = client.put(f"{API}/own-account", json={**sent, "current_password": PASSWORD}, headers=header)
    assert (changed.json["name"], changed.json["email"]) == ("Bu Rahma", "rahma@kutim.example")
    assert signs_in(client, "rahma@kutim.example", PASSWORD)


def test_an_address_that_somebody_has_is_refused_by_its_name(app: Flask, client: FlaskClient, hire: Hire) -> None:
    sent = {"name": "A", "email": hire("staff").email, "current_password": PASSWORD}
    refused = client.put(f"{API}/own-account", json=sent, headers=as_program(app, hire("staff")))
    assert refused.status_code == 409
    assert "email" in str(refused.json)


def test_a_new_password_ends_the_old_token_and_brings_another(client: FlaskClient, hire: Hire) -> None:
    person = hire("staff")
    token = client.post(f"{API}/tokens", json={"email": person.email, "password": PASSWORD}).json["token"]
    before = {"Authorization": f"Bearer {token}"}
    sent = {"current_password": PASSWORD, "new_password": OWN}
    answer = client.post(f"{API}/own-account/password", json=sent, headers=before)
    assert answer.status_code == 201
    after = {"Authorization": f"Bearer {answer.json['token']}"}
    assert client.get(f"{API}/own-account", headers=before).status_code == 401
    assert client.get(f"{API}/own-account", headers=after).status_code == 200
    assert not signs_in(client, person.email, PASSWORD)


def test_passwords_are_guessed_no_oftener_here_than_at_the_sign_in(app: Flask, client: FlaskClient, hire: Hire) -> None:
    header = as_program(app, hire("staff"))
    sent = {"current_password": "salah sekali ini", "new_password": OWN}
    statuses = [client.post(f"{API}/own-account/password", json=sent, headers=header).status_code for _ in range(40)]
    assert statuses[0] == 409
    assert statuses[-1] == 429


def test_no_log_names_a_link(app: Flask, client: FlaskClient, hire: Hire) -> None:
    person, admin = hire("staff"), as_program(app, hire("admin"))
    with capture_logs() as logs:
        answer = client.post(f"{API}/office-accounts/{person.id}/invite", headers=admin).json
        secret = answer["link"].rpartition("/")[2]
        client.post(f"{API}/passwords/by-link", json={"secret": secret, "new_password": OWN})
    assert "password_chosen" in {entry["event"] for entry in logs}
    assert secret not in str(logs)

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from shared import clock
from shared.sessions import end_sessions
from shared.settings import Settings
from shared.web.access import allow, undeclared_routes
from shared.web.app import build_app
from tests.shared.web.conftest import SignIn, token_in

ALLOWED = {
    "/staf": {"staff", "admin"},
    "/kepala": {"staff", "head", "admin"},
    "/pengelola": {"admin"},
    "/mitra": {"institution"},
}


@pytest.mark.parametrize("role", ["staff", "head", "admin", "institution"])
@pytest.mark.parametrize("path", ALLOWED)
def test_a_page_opens_for_its_roles_only(client: FlaskClient, sign_in: SignIn, path: str, role: str) -> None:
    sign_in(role)
    assert client.get(path).status_code == (200 if role in ALLOWED[path] else 403)


@pytest.mark.parametrize("path", ALLOWED)
def test_whoever_is_not_signed_in_is_sent_to_the_sign_in_page_and_back(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}?hal=2")
    assert (answer.status_code, answer.location) == (302, f"/masuk?next=%2F{path[1:]}%3Fhal%3D2")


def test_signing_out_ends_the_session(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in("staff")
    client.post("/keluar", data={"csrf_token": token_in(client.get("/").text)})
    assert client.get("/staf").status_code == 302


def test_signing_in_leaves_nothing_of_the_session_before(client: FlaskClient, sign_in: SignIn) -> None:
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    sign_in("staff")
    with client.session_transaction() as session:
        assert "planted" not in session


def test_ended_sessions_and_tokens_no_longer_count(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    account_id = uuid4()
    headers = sign_in("staff", account_id)
    with app.extensions["database"].transaction() as session:
        end_sessions(session, account_id, clock.now() + timedelta(seconds=1))
    assert client.get("/staf").status_code == 302
    assert client.post("/api/partners/v1/things", json={}, headers=headers).status_code == 401


def test_a_sign_in_after_the_end_counts(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    account_id = uuid4()
    with app.extensions["database"].transaction() as session:
        end_sessions(session, account_id, clock.now() - timedelta(seconds=1))
    sign_in("staff", account_id)
    assert client.get("/staf").status_code == 200


def test_an_earlier_end_does_not_revive_sessions(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    account_id = uuid4()
    sign_in("staff", account_id)
    with app.extensions["database"].transaction() as session:
        end_sessions(session, account_id, clock.now() + timedelta(seconds=1))
        end_sessions(session, account_id, clock.now() - timedelta(days=1))
    assert client.get("/staf").status_code == 302


def test_sessions_and_tokens_last_twelve_hours(client: FlaskClient, sign_in: SignIn) -> None:
    headers = sign_in("institution")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=12, minutes=1), tick=False):
        assert client.get("/mitra").status_code == 302
        assert client.get("/api/partners/v1/things/echo", headers=headers).status_code == 401


def test_the_api_takes_a_token_and_never_a_cookie(client: FlaskClient, sign_in: SignIn) -> None:
    headers = sign_in("institution")
    assert client.get("/api/partners/v1/things/echo").status_code == 401
    assert client.get("/api/partners/v1/things/echo", headers=headers).json == {"role": "institution", "q": None}


def test_pages_take_a_cookie_and_never_a_token(app: Flask, sign_in: SignIn) -> None:
    headers = sign_in("staff")
    assert app.test_client().get("/staf", headers=headers).status_code == 302


@pytest.mark.parametrize("sent", ["Bearer nonsense", "Bearer ", "Basic YTpi", "nonsense"])
def test_a_wrong_token_is_nobody(client: FlaskClient, sent: str) -> None:
    answer = client.get("/api/partners/v1/things/echo", headers={"Authorization": sent})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_program_of_the_wrong_role_is_refused(client: FlaskClient, sign_in: SignIn) -> None:
    headers = sign_in("institution")
    assert client.post("/api/partners/v1/things", json={"title": "abc"}, headers=headers).status_code == 403


def test_no_route_forgot_to_say_who_may_use_it(app: Flask) -> None:
    assert undeclared_routes(app) == []


def test_a_service_with_a_silent_route_does_not_start(settings: Settings) -> None:
    silent = Blueprint("silent", __name__)
    silent.get("/diam")(lambda: "anything")
    with pytest.raises(RuntimeError, match="GET /diam"):
        build_app(settings, package="shared.web", pages=[silent])


@pytest.mark.parametrize("names", [["staff"], ["offers_move"], []])
def test_what_is_no_right_is_refused(names: list[str]) -> None:
    with pytest.raises(ValueError, match="not rights"):
        allow(*names)  # type: ignore[arg-type]


def test_cookies_are_out_of_reach_for_scripts_and_other_sites(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in("staff")
    cookie = client.get_cookie("sinergi")
    assert cookie
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")

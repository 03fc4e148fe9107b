"""Each browser and program that is signed in is listed, and ended alone: also a copy of its cookie counts no more."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.models import AccountSignIn
from shared.clock import now
from shared.database import Database
from shared.messaging.outbox import Outbox
from tests.partners.web.people import PASSWORD, Person
from tests.signed_in import browser

Hire = Callable[..., Person]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


@pytest.fixture
def person(hire: Hire) -> Person:
    return hire("staff")


@pytest.fixture
def enter(app: Flask, person: Person) -> Callable[[], FlaskClient]:
    """Give a browser in which this person has signed in."""

    def make() -> FlaskClient:
        client = app.test_client()
        client.environ_base["HTTP_USER_AGENT"] = FIREFOX
        assert client.post("/masuk", data={"email": person.email, "password": PASSWORD}).status_code == 303
        return client

    return make


@pytest.fixture
def program(app: Flask, person: Person) -> Callable[[], FlaskClient]:
    """Give a program that has a token of this person's."""

    def make() -> FlaskClient:
        client = app.test_client()
        client.environ_base["HTTP_USER_AGENT"] = "python-requests/2.32"
        sent = client.post("/api/partners/v1/tokens", json={"email": person.email, "password": PASSWORD}).json
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {sent['token']}"
        return client

    return make


def copy_of(app: Flask, client: FlaskClient) -> FlaskClient:
    """Return another browser with the same cookie."""
    thief = app.test_client()
    cookie = client.get_cookie("sinergi")
    assert cookie
    thief.set_cookie("sinergi", cookie.value)
    return thief


def is_in(client: FlaskClient) -> bool:
    return client.get("/penawaran").status_code == 200


def listed(client: FlaskClient) -> list[dict]:
    found: list[dict] = client.get("/api/partners/v1/sign-ins").json
    return found


def ended(site: Database) -> list[str]:
    with site.reading() as session:
        rows = session.scalars(select(Outbox).where(Outbox.name == "partners.sign_in_ended").order_by(Outbox.id))
        return [row.payload["sign_in_id"] for row in rows]


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(app: Flask, site: Database, enter) -> None:
    own, other = enter(), enter()
    thief = copy_of(app, own)
    assert is_in(thief)
    own.post("/keluar")
    assert not is_in(thief)
    assert thief.post("/bahasa", data={"language": "en"}).status_code in (302, 303)
    assert is_in(other)
    assert len(ended(site)) == 1
    assert thief.post("/keluar").status_code == 303
    assert len(ended(site)) == 1


def test_signing_in_again_in_the_same_browser_ends_the_session_before(app: Flask, person: Person, enter) -> None:
    own = enter()
    before = copy_of(app, own)
    own.post("/masuk", data={"email": person.email, "password": PASSWORD})
    assert not is_in(before)
    assert is_in(own)


def test_a_new_password_gives_this_browser_a_new_session(app: Flask, enter) -> None:
    own = enter()
    before = copy_of(app, own)
    own.post("/akun/sandi", data={"current_password": PASSWORD, "new_password": "jendela mangga gerobak"})
    assert not is_in(before)
    assert is_in(own)


def test_the_account_page_lists_browsers_and_programs_and_ends_one(site: Database, enter, program) -> None:
    own, other, robot = enter(), enter(), program()
    page = own.get("/akun").text
    assert (page.count("Firefox, Linux"), page.count("python-requests"), page.count("Peramban ini")) == (2, 1, 1)
    token = next(row["id"] for row in listed(robot) if row["current"])
    assert own.post(f"/akun/masuk/{token}/akhiri").status_code == 303
    assert robot.get("/api/partners/v1/sign-ins").status_code == 401
    assert is_in(other)
    assert ended(site) == [token]
    own.post(f"/akun/masuk/{token}/akhiri")
    assert ended(site) == [token]
    assert "python-requests" not in own.get("/akun").text


def test_all_others_end_at_once(site: Database, enter, program) -> None:
    own, other, robot = enter(), enter(), program()
    assert own.post("/akun/masuk/akhiri-lainnya").status_code == 303
    assert [is_in(own), is_in(other)] == [True, False]
    assert robot.get("/api/partners/v1/sign-ins").status_code == 401
    assert len(ended(site)) == 2


def test_nobody_ends_another_persons(app: Flask, hire: Hire, site: Database, enter) -> None:
    own = enter()
    with site.reading() as session:
        theirs = session.scalar(select(AccountSignIn.id))
    stranger = hire("admin")
    intruder = browser(app, "admin", account_id=stranger.id)
    assert intruder.post(f"/akun/masuk/{theirs}/akhiri").status_code == 404
    assert intruder.post(f"/akun/masuk/{uuid4()}/akhiri").status_code == 404
    intruder.post("/akun/masuk/akhiri-lainnya")
    assert is_in(own)


def test_the_same_by_json(enter, program) -> None:
    own, robot, other = enter(), program(), program()
    rows = listed(robot)
    assert [(row["kind"], row["current"]) for row in rows] == [
        ("program", True),
        ("program", False),
        ("browser", False),
    ]
    assert robot.post(f"/api/partners/v1/sign-ins/{rows[1]['id']}/end").status_code == 204
    assert other.get("/api/partners/v1/sign-ins").status_code == 401
    assert robot.post("/api/partners/v1/sign-ins/end-others").status_code == 204
    assert not is_in(own)
    assert robot.post(f"/api/partners/v1/sign-ins/{rows[0]['id']}/end").status_code == 204
    assert robot.get("/api/partners/v1/sign-ins").status_code == 401


def test_a_cookie_from_before_sign_ins_had_names_is_nobodys(app: Flask, person: Person) -> None:
    old = browser(app, "staff", account_id=person.id)
    with old.session_transaction() as session:
        session["account"] = {key: value for key, value in session["account"].items() if key != "sign_in"}
    assert old.get("/penawaran").location.startswith("/masuk")
    assert old.get("/masuk").status_code == 200


def test_it_is_noted_now_and_then_when_each_is_used(site: Database, enter) -> None:
    own = enter()

    def seen() -> object:
        with site.reading() as session:
            return session.scalar(select(AccountSignIn.seen_at))

    at_first = seen()
    own.get("/penawaran")
    assert seen() == at_first
    with time_machine.travel(now() + timedelta(minutes=6), tick=False):
        own.get("/penawaran")
        assert seen() == now()

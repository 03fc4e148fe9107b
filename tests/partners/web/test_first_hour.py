"""The first hour of an office: its steps stand on the first page, tick themselves off, and go when all are done."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.partners.actions import waiting_counts
from services.partners.queries.first_page import Counts
from services.partners.web.first_hour import steps
from shared.clock import now
from shared.database import Database
from shared.events import registry
from shared.events.waiting import WaitingCount
from shared.settings import Office
from tests.partners import factories
from tests.partners.web.people import Person

Hire = Callable[..., Person]
CARD = "Jam pertama kantor Bapak/Ibu"
TITLES = {
    "office": "Isi data kantor",
    "begun": "Impor daftar IKM",
    "colleagues": "Undang rekan kerja",
    "institution": "Tambahkan lembaga pertama",
    "offer": "Penawaran pertama",
}


@pytest.fixture
def administrator(hire: Hire, browser_of: Callable[[Person], FlaskClient]) -> FlaskClient:
    return browser_of(hire("admin"))


def hears(site: Database, begun: int, revision: int = 1) -> None:
    counts = [WaitingCount(key="begun", count=begun)]
    with site.transaction() as session:
        waiting_counts.keep(session, registry.WaitingCounted(revision=revision, counted_at=now(), counts=counts))


def told(page: str) -> dict[str, bool]:
    """Return the steps of the card in their order, and whether each is ticked."""
    lines = re.findall(r'<li><(a|span|div) class="step[^>]*>.*?</li>', page, re.DOTALL)
    texts = [match[0] for match in re.finditer(r'<li><(?:a|span|div) class="step.*?</li>', page, re.DOTALL)]
    keys = [next(key for key, title in TITLES.items() if title in text) for text in texts]
    return dict(zip(keys, (tag != "a" for tag in lines), strict=True))


def test_an_office_that_begins_is_led_through_its_first_hour(administrator: FlaskClient, site: Database) -> None:
    hears(site, 0)
    assert told(administrator.get("/").text) == dict.fromkeys(TITLES, False)


def test_each_step_ticks_itself_off(administrator: FlaskClient, site: Database, hire: Hire) -> None:
    hears(site, 1)
    assert told(administrator.get("/").text)["begun"]
    hire("staff")
    assert told(administrator.get("/").text)["colleagues"]
    with site.transaction() as session:
        made = factories.institution(session, state="prospective")
    assert not told(administrator.get("/").text)["institution"]
    with site.transaction() as session:
        session.merge(made).state = "active"
    assert told(administrator.get("/").text)["institution"]
    with site.transaction() as session:
        factories.drafted(session)
    assert not told(administrator.get("/").text)["offer"]
    with site.transaction() as session:
        factories.submitted(session)
    assert told(administrator.get("/").text) == dict.fromkeys(TITLES, True) | {"office": False}


def test_the_card_goes_when_all_is_done(
    administrator: FlaskClient, site: Database, app: Flask, hire: Hire, monkeypatch: pytest.MonkeyPatch
) -> None:
    hears(site, 1)
    hire("staff")
    with site.transaction() as session:
        factories.submitted(session)
    assert CARD in administrator.get("/").text
    ours = replace(app.config["SETTINGS"], office=Office("Disperindag", "0549-123456", "ikm@kutaitimur.go.id"))
    monkeypatch.setitem(app.config, "SETTINGS", ours)
    assert CARD not in administrator.get("/").text


def test_of_a_service_that_was_not_heard_yet_no_step_is_shown(administrator: FlaskClient) -> None:
    assert "begun" not in told(administrator.get("/").text)


def test_only_steps_that_one_may_take_are_shown(
    staff: FlaskClient, hire: Hire, site: Database, browser_of: object
) -> None:
    assert {"office", "colleagues"}.isdisjoint(told(staff.get("/").text))
    assert CARD not in browser_of(hire("head")).get("/").text


def test_a_step_that_no_service_counts_is_not_shown() -> None:
    assert steps({"registry": Counts({"of another version": 1})}, "admin") == []


def test_an_office_of_one_person_says_so_and_the_card_goes(
    administrator: FlaskClient, site: Database, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    hears(site, 1)
    with site.transaction() as session:
        factories.submitted(session)
    ours = replace(app.config["SETTINGS"], office=Office("Disperindag", "0549-123456", "ikm@kutaitimur.go.id"))
    monkeypatch.setitem(app.config, "SETTINGS", ours)
    assert "Saya bekerja sendiri" in administrator.get("/").text
    assert administrator.post("/kantor/langkah/colleagues/kesampingkan").status_code == 303
    assert CARD not in administrator.get("/").text


def test_what_was_put_aside_is_undone_on_the_card_and_beside_the_colleagues(
    administrator: FlaskClient, site: Database, hire: Hire
) -> None:
    hears(site, 1)
    administrator.post("/kantor/langkah/colleagues/kesampingkan")
    undo = 'action="/kantor/langkah/colleagues/kembali"'
    assert undo in administrator.get("/").text
    assert told(administrator.get("/").text)["colleagues"]
    assert undo in administrator.get("/akun/kantor").text
    administrator.post("/kantor/langkah/colleagues/kembali")
    assert not told(administrator.get("/").text)["colleagues"]
    administrator.post("/kantor/langkah/colleagues/kesampingkan")
    hire("staff")
    assert undo not in administrator.get("/akun/kantor").text


def test_only_what_may_be_left_out_is_put_aside(administrator: FlaskClient) -> None:
    assert administrator.post("/kantor/langkah/office/kesampingkan").status_code == 404

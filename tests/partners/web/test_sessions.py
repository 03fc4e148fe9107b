"""The pages on which single meetings are moved, cancelled and added, and the same by JSON."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.partners.actions import invitations, offers
from services.partners.domain.answer import Answer
from services.partners.models import Offer
from shared import words
from shared.clock import WITA
from shared.context import Actor
from shared.database import Database
from tests.partners import factories
from tests.partners.web.people import Person
from tests.signed_in import bearer

WEEK = timedelta(days=7)
Hire, Browsers = Callable[..., Person], Callable[[Person], FlaskClient]


@pytest.fixture
def offer(site: Database, partner: Person) -> Offer:
    """A running offer of the partner's: one IKM comes and is reached by mail, another by phone alone."""
    with site.transaction() as session:
        factories.keep_ikm(session, name="Keripik")
        factories.keep_ikm(session, name="Madu", contact=factories.WITHOUT_EMAIL)
        made = factories.opened(session, institution_id=partner.institution_id)
        confirm(session, made)
        return made


def confirm(session: Any, made: Offer) -> None:
    chosen = [row.ikm_id for row in factories.suggestions(session, made)]
    invitations.confirm_selection(session, made.id, chosen)
    for item in factories.invitations_of(session, made):
        invitations.answer_invitation(session, item.id, Answer("accepted"), source="phone")


def local(instant: Any) -> str:
    return str(instant.astimezone(WITA).strftime("%Y-%m-%dT%H:%M"))


def form(offer: Offer, **values: Any) -> dict[str, Any]:
    (one,) = offer.sessions
    times = {"starts_at": local(one.starts_at + WEEK), "ends_at": local(one.ends_at + WEEK), "place": ""}
    return {**times, "reason": "Narasumber sakit", "sequence": "0", **values}


def paths(offer: Offer) -> dict[str, str]:
    root = f"/penawaran/{offer.id}/pertemuan"
    (one,) = offer.sessions
    return {"move": f"{root}/{one.id}/pindahkan", "cancel": f"{root}/{one.id}/batalkan", "add": f"{root}/tambah"}


def rows(site: Database, offer_id: UUID) -> list[tuple[str, int]]:
    with site.reading() as session:
        return [(item.state, item.sequence) for item in session.get_one(Offer, offer_id).sessions]


@pytest.mark.parametrize("role", ["staff", "institution"])
def test_a_move_shows_whom_it_reaches_and_is_saved_once_that_was_seen(
    site: Database, staff: FlaskClient, partner_browser: FlaskClient, offer: Offer, role: str
) -> None:
    browser = partner_browser if role == "institution" else staff
    page = browser.post(paths(offer)["move"], data=form(offer))
    assert page.status_code == 200
    assert "diberi tahu lewat email" in page.text
    assert rows(site, offer.id) == [("planned", 0)]
    done = browser.post(paths(offer)["move"], data=form(offer, sure="true"), follow_redirects=True)
    assert "Narasumber sakit" in done.text
    assert rows(site, offer.id) == [("planned", 1)]


def test_a_clash_is_named_to_the_office_and_of_another_institution_only_told_that_it_is(
    site: Database, staff: FlaskClient, partner_browser: FlaskClient, offer: Offer
) -> None:
    (one,) = offer.sessions
    with site.transaction() as session:
        other = factories.opened(session, title="Klinik halal", starts_on=(one.starts_at + WEEK).date())
        keripik = [row.ikm_id for row in factories.suggestions(session, other) if row.profile.name == "Keripik"]
        invitations.confirm_selection(session, other.id, keripik)
    unseen = staff.post(paths(offer)["move"], data=form(offer, sure="true"))
    assert unseen.status_code == 409
    assert "Keripik: Klinik halal" in unseen.text
    assert rows(site, offer.id) == [("planned", 0)]
    shown = partner_browser.post(paths(offer)["move"], data=form(offer)).text
    assert "Keripik" in shown
    assert "Klinik halal" not in shown
    (seen,) = re.findall(r'name="seen" value="([^"]*)"', shown)
    assert str(keripik[0]) not in shown
    staff.post(paths(offer)["move"], data=form(offer, sure="true", seen=seen))
    assert rows(site, offer.id) == [("planned", 1)]


@pytest.mark.parametrize("change", ["move", "cancel", "add"])
def test_no_institution_changes_the_meetings_of_another(
    site: Database, hire: Hire, browser_of: Browsers, offer: Offer, change: str
) -> None:
    stranger = browser_of(hire("institution"))
    assert stranger.get(paths(offer)[change]).status_code == 404
    assert stranger.post(paths(offer)[change], data=form(offer, sure="true", title="x")).status_code == 404
    assert rows(site, offer.id) == [("planned", 0)]


@pytest.mark.parametrize("change", ["move", "cancel", "add"])
def test_a_cancelled_offer_says_that_nothing_changes_any_more(
    site: Database, staff: FlaskClient, offer: Offer, change: str
) -> None:
    with site.transaction() as session:
        offers.cancel_offer(session, offer.id, "Banjir")
    answer = staff.get(paths(offer)[change])
    assert (answer.status_code, "Dibatalkan" in answer.text) == (409, True)


def test_a_meeting_is_cancelled_with_a_reason(site: Database, staff: FlaskClient, offer: Offer) -> None:
    without = staff.post(paths(offer)["cancel"], data={"reason": " ", "sequence": "0"})
    assert (without.status_code, rows(site, offer.id)) == (422, [("planned", 0)])
    staff.post(paths(offer)["cancel"], data={"reason": "Banjir", "sequence": "0"})
    assert rows(site, offer.id) == [("cancelled", 1)]


def series(offer: Offer, **values: Any) -> dict[str, Any]:
    (one,) = offer.sessions
    until = (one.starts_at + 4 * WEEK).astimezone(WITA).date()
    known = form(offer) | {"title": "Pendampingan", "until": str(until), "form_id": "0" * 31 + "1"}
    return known | values


def test_a_series_is_shown_then_added_once(site: Database, staff: FlaskClient, offer: Offer) -> None:
    assert staff.post(paths(offer)["add"], data=series(offer)).text.count("Pendampingan</strong>") == 4
    for _ in range(2):
        staff.post(paths(offer)["add"], data=series(offer, sure="true"))
    assert len(rows(site, offer.id)) == 5


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"until": "", "weekdays": ["MO"]}, "sampai kapan"),
        ({"starts_at": "2020-01-06T09:00", "ends_at": "2020-01-06T10:00", "until": ""}, "sudah lewat"),
        ({"until": "2020-01-06"}, "lebih awal"),
        ({"title": ""}, ""),
    ],
)
def test_a_series_that_cannot_be_is_told_before_anything_is_shown(
    site: Database, staff: FlaskClient, offer: Offer, wrong: dict[str, Any], sentence: str
) -> None:
    answer = staff.post(paths(offer)["add"], data=series(offer, **wrong))
    assert answer.status_code in (409, 422)
    assert sentence in answer.text
    assert "diberi tahu lewat email" not in answer.text


def test_the_page_of_an_offer_lists_its_meetings_with_what_became_of_them(
    hire: Hire, browser_of: Browsers, staff: FlaskClient, partner_browser: FlaskClient, offer: Offer
) -> None:
    head = browser_of(hire("head")).get(f"/penawaran/{offer.id}").text
    assert paths(offer)["move"] not in head
    for browser, path in ((staff, f"/penawaran/{offer.id}"), (partner_browser, f"/penawaran/saya/{offer.id}")):
        shown = browser.get(path).text
        assert all(there in shown for there in paths(offer).values())
    partner_browser.post(paths(offer)["cancel"], data={"reason": "Banjir", "sequence": "0"})
    assert "Banjir" in staff.get(f"/penawaran/{offer.id}").text


def test_json_keeps_to_the_same_rules(site: Database, app: Flask, hire: Hire, offer: Offer) -> None:
    somebody = hire("staff")
    staff = app.test_client()
    staff.environ_base["HTTP_AUTHORIZATION"] = bearer(app, Actor(somebody.id, "Rahma", "staff"))["Authorization"]
    root = f"/api/partners/v1/offers/{offer.id}/sessions"
    (one,) = offer.sessions
    times = {"starts_at": (one.starts_at + WEEK).isoformat(), "ends_at": (one.ends_at + WEEK).isoformat()}
    past = {"starts_at": "2020-01-06T09:00", "ends_at": "2020-01-06T10:00", "reason": "Banjir"}
    refused = staff.post(f"{root}/{one.id}/move", json=past)
    assert (refused.status_code, rows(site, offer.id)) == (409, [("planned", 0)])
    moved = staff.post(f"{root}/{one.id}/move", json={**times, "reason": "Banjir"})
    assert (moved.status_code, moved.json["sequence"]) == (200, 1)
    added = staff.post(root, json={**times, "title": "Lagi"})
    assert (added.status_code, len(added.json)) == (201, 1)
    cancelled = staff.post(f"{root}/{added.json[0]['id']}/cancel", json={"reason": "Tidak perlu"})
    assert cancelled.json["state"] == "cancelled"
    assert [item["state"] for item in staff.get(root).json] == ["planned", "cancelled"]
    assert staff.get(f"{root}/clashes", query_string=times).json == []


def test_the_call_list_says_what_the_times_are_now(site: Database, staff: FlaskClient, offer: Offer) -> None:
    staff.post(paths(offer)["move"], data=form(offer, sure="true"))
    listed = staff.get("/telepon?untuk=jadwal").text
    assert "Madu" in listed
    assert "Narasumber sakit" in listed
    with site.reading() as session:
        (moved,) = session.get_one(Offer, offer.id).slots
    assert quote(words.meeting(moved.starts_at, moved.ends_at)) in listed
    (call,) = re.findall(r'action="(/telepon/antrean/[^"]*/dikabari)', listed)
    staff.post(call, data={"how": "whatsapp"})
    assert "Narasumber sakit" not in staff.get("/telepon?untuk=jadwal").text

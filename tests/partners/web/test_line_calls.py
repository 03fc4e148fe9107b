"""Whoever waits, or waited in vain, and has no email, on the call list: told with a click."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.actions import lines, offers
from services.partners.models import LineCall
from shared.context import Actor
from shared.database import Database
from tests.partners import factories
from tests.partners.web.people import Person
from tests.signed_in import bearer


@pytest.fixture
def waited(site: Database) -> LineCall:
    with site.transaction() as session:
        factories.keep_ikm(session, 3, contact=factories.WITHOUT_EMAIL)
        lines.end_in_vain(session, offers.close_offer(session, factories.confirmed(session, ikm=0).id).id)
        return session.scalars(select(LineCall)).one()


@pytest.fixture
def waits(site: Database) -> LineCall:
    with site.transaction() as session:
        factories.keep_ikm(session, 3, contact=factories.WITHOUT_EMAIL)
        factories.confirmed(session, ikm=0)
        return session.scalars(select(LineCall)).one()


def test_whoever_waits_stands_on_the_list_with_its_place_until_told(staff: FlaskClient, waits: LineCall) -> None:
    page = unquote(staff.get("/telepon?untuk=antrean").text)
    assert "Nomor di daftar tunggu: no. 1" in page
    assert "IKM 2 nomor 1 di daftar tunggu.\nKapan: " in page
    assert "\nDi mana: " in page
    staff.post(f"/telepon/antrean/{waits.id}/dikabari", data={"how": "phone"})
    assert "Nomor di daftar tunggu: no." not in staff.get("/telepon").text
    assert "Dikabari oleh Rahma · " in staff.get("/telepon?untuk=dikabari").text


def test_nobody_is_told_a_place_in_a_line_that_is_over(site: Database, staff: FlaskClient, waits: LineCall) -> None:
    with site.transaction() as session:
        offers.close_offer(session, session.get_one(LineCall, waits.id).nomination.offer_id)
    assert "Nomor di daftar tunggu" not in staff.get("/telepon?untuk=antrean").text


def test_the_list_says_that_no_seat_fell_free_with_the_ready_message(staff: FlaskClient, waited: LineCall) -> None:
    page = unquote(staff.get("/telepon?untuk=antrean").text)
    assert "IKM 2" in page
    assert "Tidak dapat tempat" in page
    assert "Yth. Pak Udin,\n\nIKM 2 ada di daftar tunggu “Bimtek foto produk”. Maaf," in page
    message = page.partition("ada di daftar tunggu “")[2].partition('"')[0]
    assert "\nKapan: " in message
    assert "Di mana: " not in message
    assert "IKM 1" not in page


def test_one_click_notes_it_and_another_takes_it_back(staff: FlaskClient, waited: LineCall) -> None:
    path = f"/telepon/antrean/{waited.id}"
    told = staff.post(f"{path}/dikabari?untuk=antrean", data={"how": "whatsapp"})
    assert told.location == "/telepon?untuk=antrean"
    assert "IKM 2" not in staff.get("/telepon?untuk=antrean").text.partition("<main")[2].partition("<table")[2]
    assert "Dikabari oleh Rahma · Lewat WhatsApp" in staff.get("/telepon?untuk=dikabari").text
    staff.post(f"{path}/belum-dikabari")
    assert "Tidak dapat tempat" in staff.get("/telepon?untuk=antrean").text


def test_of_a_cancelled_offer_the_page_the_event_and_the_list_count_who_was_invited_and_who_waited(
    site: Database, staff: FlaskClient, waits: LineCall
) -> None:
    offer_id = waits.nomination.offer_id
    with site.transaction() as session:
        offers.cancel_offer(session, offer_id, "Narasumber sakit")
        (fact,) = factories.announced(session, "offer_cancelled")
    assert fact["calls"] == 3
    assert "dikabari lewat telepon tentang pembatalan ini: 3." in staff.get(f"/penawaran/{offer_id}").text
    listed = staff.get(f"/telepon?penawaran={offer_id}").text
    assert [name in listed for name in ("IKM 0", "IKM 1", "IKM 2")] == [True] * 3


def test_how_it_was_told_must_be_said(staff: FlaskClient, waited: LineCall) -> None:
    assert staff.post(f"/telepon/antrean/{waited.id}/dikabari").status_code == 422


def test_the_list_of_nominees_leads_to_the_call_and_offers_no_second_message(
    staff: FlaskClient, waited: LineCall
) -> None:
    page = staff.get(f"/penawaran/{waited.nomination.offer_id}/peserta").text
    assert f"/telepon?untuk=antrean&amp;penawaran={waited.nomination.offer_id}" in page
    assert "wa.me" not in page.partition("<main")[2].partition("</main")[0]


def test_a_program_reads_and_notes_it(app: Flask, hire: Callable[..., Person], waited: LineCall) -> None:
    person, client = hire("staff"), app.test_client()
    header = bearer(app, Actor(person.id, "Program", "staff"))
    (call,) = client.get("/api/partners/v1/calls?kind=line", headers=header).json["items"]
    assert (call["line"]["why"], call["line"]["ikm_name"], call["invitation"]) == ("no_seat", "IKM 2", None)
    told = client.post(f"/api/partners/v1/line-calls/{waited.id}/told", json={"how": "phone"}, headers=header)
    assert told.json["told_how"] == "phone"
    assert client.get("/api/partners/v1/calls?kind=line", headers=header).json["items"] == []
    again = client.post(f"/api/partners/v1/line-calls/{waited.id}/not-told", headers=header)
    assert again.json["told_at"] is None

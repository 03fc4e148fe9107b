"""The page of whoever waits: the place at this moment, and the question once there is a seat."""

from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.actions import invitations, lines, offers
from services.partners.actions.readmissions import readmit_nomination
from services.partners.domain.answer import Answer
from services.partners.models import Nomination, Offer
from services.partners.queries.line_links import line_path
from services.partners.queries.links import answer_path
from shared.database import Database
from tests.conftest import SIGNING_KEY
from tests.partners import factories

NO = Answer("declined", reason="Sakit")


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def links(site: Database) -> list[str]:
    """The links of the two who wait, in the order of the line."""
    with site.transaction() as session:
        factories.confirmed(session, ikm=4)
        line = select(Nomination).where(Nomination.state == "waiting").order_by(Nomination.rank)
        return [line_path([SIGNING_KEY], item) for item in session.scalars(line)]


def decline_one(site: Database) -> None:
    with site.transaction() as session:
        offer = session.scalars(select(Offer)).one()
        invitation = next(item for item in factories.invitations_of(session, offer) if item.state == "issued")
        invitations.answer_invitation(session, invitation.id, NO, source="link")


def test_it_shows_the_place_of_this_moment_and_the_question_once_there_is_a_seat(
    site: Database, reader: FlaskClient, links: list[str]
) -> None:
    assert "nomor 2 di daftar tunggu" in reader.get(links[1]).text
    decline_one(site)
    assert "nomor 1 di daftar tunggu" in reader.get(links[1]).text
    decline_one(site)
    asked = reader.get(links[1], follow_redirects=True)
    assert not asked.request.path.startswith("/antrean/")
    assert 'value="accepted"' in asked.text


@pytest.mark.parametrize(("end", "said"), [("close", "tidak ada tempat kosong"), ("cancel", "tidak jadi")])
def test_it_says_that_waiting_is_over(
    site: Database, reader: FlaskClient, links: list[str], end: str, said: str
) -> None:
    with site.transaction() as session:
        offer_id = session.scalars(select(Offer.id)).one()
        offers.close_offer(session, offer_id) if end == "close" else offers.cancel_offer(session, offer_id, "Sakit")
    assert said in reader.get(links[0]).text


def test_a_wrong_link_gets_a_kind_sentence(reader: FlaskClient, links: list[str]) -> None:
    refused = reader.get(links[0][:-3] + "abc")
    assert (refused.status_code, "lengkap" in refused.text) == (404, True)


def test_an_answer_link_is_no_place_in_line(site: Database, reader: FlaskClient) -> None:
    with site.transaction() as session:
        invitation = factories.invited(session)
        link = answer_path([SIGNING_KEY], invitation)
    assert reader.get(link.replace("/undangan/", "/antrean/")).status_code == 404


def test_whoever_waits_again_reads_the_place_on_the_page_of_the_earlier_invitation(
    site: Database, reader: FlaskClient
) -> None:
    with site.transaction() as session:
        offer = factories.confirmed(session)
        first = factories.invitations_of(session, offer)[0]
        link = answer_path([SIGNING_KEY], first)
        invitations.answer_invitation(session, first.id, NO, source="link")
        readmit_nomination(session, first.nomination_id)
    assert "nomor 1 di daftar tunggu" in reader.get(link).text


def test_whom_mail_does_not_reach_is_told_the_place_by_a_ready_message(site: Database, staff: FlaskClient) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, 2)
        factories.keep_ikm(session, name="Antre", contact=factories.WITHOUT_EMAIL, needs=[])
        offer = factories.confirmed(session, ikm=0)
        offer_id = offer.id
    assert "/telepon?untuk=antrean" in staff.get(f"/penawaran/{offer_id}/peserta").text
    page = unquote(staff.get("/telepon?untuk=antrean").text)
    assert page.count("https://wa.me/") == 1
    assert "Antre nomor 1 di daftar tunggu." in page
    assert "/antrean/" in page
    with site.transaction() as session:
        lines.end_in_vain(session, offers.close_offer(session, offer_id).id)
    assert "tidak ada tempat kosong" in unquote(staff.get("/telepon?untuk=antrean").text)

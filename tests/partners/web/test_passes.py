"""The pass: by the invitation's own link, only with a seat, and its picture says nothing but the code."""

import re

import pytest
import segno
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient

from services.partners.actions import invitations, offers
from services.partners.domain.answer import Answer
from services.partners.models import Invitation, Offer
from services.partners.queries.links import answer_path
from shared.database import Database
from shared.paper import qr
from tests.conftest import SIGNING_KEY
from tests.partners.attendances import enrolled, programme
from tests.partners.factories import invitations_of


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def asked(site: Database) -> Invitation:
    with site.transaction() as session:
        return invitations_of(session, programme(session))[0]


def link(asked: Invitation) -> str:
    return answer_path([SIGNING_KEY], asked)


def test_the_page_after_a_yes_leads_to_the_pass(reader: FlaskClient, site: Database, asked: Invitation) -> None:
    assert f"{link(asked)}/kartu" in reader.get(link(asked)).text
    page = reader.get(f"{link(asked)}/kartu").text
    with site.reading() as session:
        offer = session.get_one(Offer, asked.offer_id)
        (code,) = [one.pass_code for one in enrolled(session, offer) if one.nomination_id == asked.nomination_id]
    for shown in ("Bimtek foto produk", "WITA", "Sangatta", f"{code[:4]} {code[4:]}", str(qr(code))):
        assert shown in page


def test_the_picture_says_the_code_and_nothing_else() -> None:
    rows = list(segno.make_qr("K7MPQ2XY", error="q").matrix_iter(scale=4, border=4))
    picture = memoryview(bytes(0 if dark else 255 for row in rows for dark in row)).cast("B", (len(rows), len(rows)))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == ["K7MPQ2XY"]


@pytest.mark.parametrize("how", ["declined", "called off"])
def test_without_a_seat_there_is_no_pass(reader: FlaskClient, site: Database, asked: Invitation, how: str) -> None:
    with site.transaction() as session:
        if how == "declined":
            invitations.answer_invitation(session, asked.id, Answer("declined", reason="Sakit"), source="link")
        else:
            offers.cancel_offer(session, asked.offer_id, "Banjir")
    page = reader.get(f"{link(asked)}/kartu")
    assert page.status_code == 404
    assert "tidak ada kartu masuk" in page.text
    assert "/kartu" not in reader.get(link(asked)).text


def test_a_wrong_link_shows_no_pass(reader: FlaskClient) -> None:
    page = reader.get("/undangan/salah/kartu")
    assert page.status_code == 404
    assert not re.search("pass-code", page.text)

"""The call list: who is on it, the ready message, and the answer heard."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.actions import calls, offers
from services.partners.actions.invitations import expire_overdue
from services.partners.models import Invitation
from services.partners.queries.links import answer_path
from shared.context import Actor
from shared.database import Database
from shared.events.registry import ContactPoint
from tests.conftest import SIGNING_KEY
from tests.partners import factories
from tests.partners.web.people import Person
from tests.signed_in import bearer


@pytest.fixture
def invitation(site: Database) -> Invitation:
    with site.transaction() as session:
        factories.keep_ikm(session, contact=ContactPoint(name="Pak Udin", phone="+6281234567890"), name="Amplang Udin")
        factories.confirmed(session, ikm=0)
        return session.scalars(select(Invitation)).one()


def test_whoever_has_no_email_is_on_the_list_with_a_ready_message(staff: FlaskClient, invitation: Invitation) -> None:
    page = unquote(staff.get("/telepon").text)
    assert "0812-3456-7890" in page
    assert "https://wa.me/6281234567890?text=Yth. Pak Udin," in page
    named = answer_path([SIGNING_KEY], invitation).partition(".")[0]
    assert named in page


def test_a_business_whose_owner_nobody_knows_is_not_addressed_as_a_person(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        marlina = ContactPoint(name="Kue Kering Marlina", phone="+6281234567890")
        factories.keep_ikm(session, contact=marlina, name="Kue Kering Marlina")
        factories.confirmed(session, ikm=0)
    assert "text=Yth. Kue Kering Marlina,\n" in unquote(staff.get("/telepon").text)


def test_whoever_records_an_answer_too_late_reads_what_the_office_can_do(
    staff: FlaskClient, invitation: Invitation, site: Database
) -> None:
    sent = {"answer": "declined", "source": "phone"}
    assert "Tulis mengapa mereka tidak bisa datang." in staff.post(f"/telepon/{invitation.id}", data=sent).text
    with time_machine.travel(invitation.answer_by + timedelta(seconds=1)), site.transaction() as session:
        expire_overdue(session, invitation.offer_id)
    page = staff.post(f"/telepon/{invitation.id}", data={**sent, "reason": "Sakit"}).text
    assert "beri tempat lagi" in page
    assert "telepon kantor dinas" not in page.lower()


def test_an_answer_heard_by_phone_is_recorded_with_its_source(
    staff: FlaskClient, invitation: Invitation, site: Database
) -> None:
    sent = {"answer": "delegated", "delegate_name": "Ani", "delegate_relation": "istri", "source": "phone"}
    assert staff.post(f"/telepon/{invitation.id}", data=sent).location == "/telepon"
    with site.reading() as session:
        recorded = session.scalars(select(Invitation)).one()
    assert (recorded.state, recorded.source, recorded.delegate_name) == ("delegated", "phone", "Ani")
    assert recorded.recorded_by is not None


def test_whoever_has_answered_is_off_the_list(staff: FlaskClient, invitation: Invitation) -> None:
    staff.post(f"/telepon/{invitation.id}", data={"answer": "accepted", "source": "phone"})
    assert "Tidak ada yang perlu ditelepon" in staff.get("/telepon").text


def test_what_is_missing_is_said_and_nothing_recorded(
    staff: FlaskClient, invitation: Invitation, site: Database
) -> None:
    answer = staff.post(f"/telepon/{invitation.id}", data={"answer": "declined", "source": "phone"})
    assert answer.status_code == 422
    with site.reading() as session:
        assert session.scalars(select(Invitation)).one().state == "issued"


def test_the_list_is_narrowed_by_kecamatan(staff: FlaskClient, invitation: Invitation) -> None:
    assert "Amplang Udin" in staff.get("/telepon?kecamatan=64.08.10").text
    assert "Amplang Udin" not in staff.get("/telepon?kecamatan=64.08.01").text


@pytest.fixture
def called_off(site: Database, invitation: Invitation) -> Invitation:
    """The same invitation after its offer was cancelled."""
    with site.transaction() as session:
        offers.cancel_offer(session, invitation.offer_id, "Narasumber berhalangan")
    return invitation


def test_whoever_has_no_email_stays_on_the_list_to_be_told_why(staff: FlaskClient, called_off: Invitation) -> None:
    page = unquote(staff.get("/telepon").text)
    assert "Amplang Udin" in page
    assert "https://wa.me/6281234567890?text=Yth. Pak Udin,\n\nMaaf, acara untuk Amplang Udin ini" in page
    assert "tidak jadi.\n\nAcara: Bimtek foto produk\nKapan: " in page
    assert "Alasan: Narasumber berhalangan" in page
    assert "/undangan/" not in page


@pytest.mark.parametrize(("how", "words"), [("phone", "Lewat telepon"), ("whatsapp", "Lewat WhatsApp")])
def test_whoever_was_told_leaves_the_list_and_comes_back_after_a_mistake(
    staff: FlaskClient, called_off: Invitation, how: str, words: str
) -> None:
    told = staff.post(f"/telepon/{called_off.id}/dikabari?untuk=kabar", data={"how": how})
    assert told.location == "/telepon?untuk=kabar"
    assert "Tidak ada yang perlu ditelepon" in staff.get("/telepon").text
    assert f"Dikabari oleh Rahma · {words}" in staff.get("/telepon?untuk=dikabari").text
    assert "Dikabari oleh Rahma" in staff.get(f"/telepon/{called_off.id}").text
    staff.post(f"/telepon/{called_off.id}/belum-dikabari")
    assert "Amplang Udin" in staff.get("/telepon?untuk=kabar").text


def test_how_it_was_told_must_be_said(staff: FlaskClient, called_off: Invitation) -> None:
    assert staff.post(f"/telepon/{called_off.id}/dikabari").status_code == 422
    assert "Amplang Udin" in staff.get("/telepon").text


def test_whoever_has_still_to_answer_cannot_be_marked_as_told(staff: FlaskClient, invitation: Invitation) -> None:
    assert staff.post(f"/telepon/{invitation.id}/dikabari", data={"how": "phone"}).status_code == 409


def test_the_list_shows_what_it_is_asked_for(staff: FlaskClient, called_off: Invitation) -> None:
    assert "Amplang Udin" not in staff.get("/telepon?untuk=jawaban").text
    assert staff.get("/telepon?untuk=apa").status_code == 404


def test_the_offer_and_its_nominees_lead_to_whoever_must_still_be_told(
    staff: FlaskClient, called_off: Invitation
) -> None:
    offer = staff.get(f"/penawaran/{called_off.offer_id}").text
    assert "dikabari lewat telepon tentang pembatalan ini: 1." in offer
    assert f'/telepon?penawaran={called_off.offer_id}"' in offer
    assert f"/telepon/{called_off.id}" in staff.get(f"/penawaran/{called_off.offer_id}/peserta").text
    staff.post(f"/telepon/{called_off.id}/dikabari", data={"how": "phone"})
    assert "tentang pembatalan ini" not in staff.get(f"/penawaran/{called_off.offer_id}").text


def test_of_what_is_off_nobody_is_told_the_way_there(staff: FlaskClient, called_off: Invitation) -> None:
    said = staff.get("/telepon").text.partition("Yang disampaikan tentang")[2].partition("</section>")[0]
    assert "Kapan" in said
    assert "Di mana" not in said


def test_whom_mail_tells_is_not_on_the_list(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        invitation = factories.invited(session, name="Keripik Bersurel")
        offers.cancel_offer(session, invitation.offer_id, "Batal")
    assert "Keripik Bersurel" not in staff.get("/telepon").text
    assert "lewat email" in staff.get(f"/telepon/{invitation.id}").text


def test_whoever_only_reads_gets_no_link_that_answers(
    app: Flask, hire: Callable[..., Person], browser_of, invitation: Invitation
) -> None:
    head, staff = hire("head"), hire("staff")
    named = answer_path([SIGNING_KEY], invitation).partition(".")[0]
    page = unquote(browser_of(head).get("/telepon").text)
    assert "0812-3456-7890" in page
    assert named not in page
    assert "/undangan/" not in page
    chats = {}
    for person in (head, staff):
        program = bearer(app, Actor(person.id, "Rahma", person.role))
        answer = app.test_client().get("/api/partners/v1/calls", headers=program)
        chats[person.role] = answer.json["items"][0]["whatsapp"]  # type: ignore[index]
    assert chats["head"] is None
    assert named in unquote(chats["staff"])


def test_whoever_only_reads_still_gets_the_news_to_tell(
    hire: Callable[..., Person], browser_of, called_off: Invitation
) -> None:
    assert "Alasan: Narasumber berhalangan" in unquote(browser_of(hire("head")).get("/telepon").text)


def test_whose_mail_may_not_have_arrived_is_called_until_it_is_there(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        invitation = factories.invited(session, name="Keripik Ragu")
        calls.note_doubt(session, invitation.id, asks=True)
    assert "belum pasti emailnya sampai" in staff.get("/telepon").text
    assert staff.post(f"/telepon/{invitation.id}/sampai?untuk=jawaban").location == "/telepon?untuk=jawaban"
    assert "belum pasti emailnya sampai" not in staff.get("/telepon").text


def test_however_much_an_institution_wrote_the_message_still_opens_a_chat(staff: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        factories.keep_ikm(session, contact=ContactPoint(name="Pak Udin", phone="+6281234567890"))
        factories.confirmed(session, ikm=0, summary="Dua hari praktik. " * 200)
    (link,) = re.findall(r"https://wa\.me/[^\"]+", staff.get("/telepon").text)
    assert len(link) < 4000
    assert "…" in unquote(link)

"""The invitation's page: reading changes nothing, a button answers, and every wrong link gets a kind sentence."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from services.partners.actions import invitations, offers
from services.partners.actions.links import answer_path, invitation_of
from services.partners.actions.readmissions import readmit_nomination
from services.partners.domain.invitation import Answer
from services.partners.models import Invitation, Nomination
from shared.clock import now
from shared.database import Database
from shared.messaging.outbox import Outbox
from tests.conftest import SIGNING_KEY
from tests.partners import factories

PHONE = "0549-0000000"
NO = Answer("declined", reason="Sakit")


@pytest.fixture
def link(site: Database) -> str:
    """The link of one of two invitations."""
    with site.transaction() as session:
        factories.confirmed(session)
        return answer_path([SIGNING_KEY], session.scalars(select(Invitation)).first())


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    return app.test_client()


def invitation(site: Database, link: str) -> Invitation:
    with site.reading() as session:
        return invitation_of(session, link.removeprefix("/undangan/"))


def facts(site: Database) -> int:
    with site.reading() as session:
        return session.scalar(select(func.count(Outbox.id)))


def test_it_says_who_invites_to_what_where_and_until_when(reader: FlaskClient, link: str) -> None:
    page = reader.get(link).text
    for shown in ("Universitas", "Bimtek foto produk", "Sangatta", "WITA", "Ya, saya datang"):
        assert shown in page


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_changes_nothing(method: str, reader: FlaskClient, link: str, site: Database) -> None:
    before = facts(site)
    reader.open(link, method=method)
    assert facts(site) == before
    assert invitation(site, link).state == "issued"


def test_the_button_answers_and_the_page_thanks(reader: FlaskClient, link: str, site: Database) -> None:
    assert reader.post(link, data={"answer": "accepted"}).location == link
    assert invitation(site, link).state == "accepted"
    page = reader.get(link).text
    assert "Terima kasih" in page
    assert "/kalender.ics" in page


def test_the_calendar_has_each_meeting(reader: FlaskClient, link: str) -> None:
    reader.post(link, data={"answer": "accepted"})
    file = reader.get(f"{link}/kalender.ics")
    assert file.content_type.startswith("text/calendar")
    (event,) = Calendar.from_ical(file.text).walk("VEVENT")
    assert (event["SEQUENCE"], event["ORGANIZER"]) == (2, "mailto:ikm@localhost.localdomain")


def test_no_calendar_for_who_does_not_come(reader: FlaskClient, link: str) -> None:
    assert reader.get(f"{link}/kalender.ics").status_code == 404


def test_answering_again_changes_nothing(reader: FlaskClient, link: str, site: Database) -> None:
    reader.post(link, data={"answer": "accepted"})
    before = facts(site)
    assert reader.post(link, data={"answer": "accepted"}).status_code == 303
    assert facts(site) == before


def test_the_last_answer_before_the_deadline_counts(reader: FlaskClient, link: str, site: Database) -> None:
    reader.post(link, data={"answer": "accepted"})
    reader.post(link, data={"answer": "delegated", "delegate_name": "Andi", "delegate_relation": "anak"})
    assert invitation(site, link).delegate_name == "Andi"
    assert "Andi" in reader.get(link).text


def test_a_no_needs_its_why_beside_the_field(reader: FlaskClient, link: str, site: Database) -> None:
    answer = reader.post(link, data={"answer": "declined"})
    assert answer.status_code == 409
    assert 'id="reason-error"' in answer.text
    assert invitation(site, link).state == "issued"


def test_who_holds_the_link_answers_even_where_somebody_else_is_signed_in(
    partner_browser: FlaskClient, link: str, site: Database
) -> None:
    assert partner_browser.post(link, data={"answer": "accepted"}).status_code == 303
    assert invitation(site, link).source == "link"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("wrong", ["/undangan/x", "/undangan/e30.abc.def"])
def test_a_wrong_link_gets_a_kind_sentence_with_the_phone(method: str, wrong: str, reader: FlaskClient) -> None:
    answer = reader.open(wrong, method=method, data={"answer": "accepted"})
    assert answer.status_code == 404
    assert "Tautan ini tidak lengkap." in answer.text
    assert f"tel:{PHONE}" in answer.text


def test_a_cancelled_invitation_says_so(reader: FlaskClient, link: str, site: Database) -> None:
    with site.transaction() as session:
        invitations.cancel_invitation(session, invitation(site, link).id, "Ruang tidak tersedia.")
    assert "Undangan ini sudah dibatalkan." in reader.get(link).text
    assert reader.post(link, data={"answer": "accepted"}).status_code == 409


def test_after_the_deadline_the_page_says_whom_to_call(reader: FlaskClient, link: str, site: Database) -> None:
    with time_machine.travel(now() + timedelta(days=25), tick=False):
        page = reader.get(link).text
        assert "Waktu menjawab sudah berakhir" in page
        assert "Ya, saya datang" not in page
        assert reader.post(link, data={"answer": "accepted"}).status_code == 409
    assert invitation(site, link).state == "issued"


def test_links_can_be_guessed_only_so_often_while_answers_are_not_counted(reader: FlaskClient, link: str) -> None:
    somewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert {reader.get(link, environ_base=somewhere).status_code for _ in range(40)} == {200}
    guesses = [reader.get(f"/undangan/tebakan-{number}", environ_base=somewhere) for number in range(40)]
    assert (guesses[0].status_code, guesses[-1].status_code) == (404, 429)


def test_who_opens_the_link_of_a_cancelled_invitation_reads_why(reader: FlaskClient, link: str, site: Database) -> None:
    with site.transaction() as session:
        invitations.cancel_invitation(session, invitation(site, link).id, "Ruang tidak tersedia.")
    page = reader.get(link).text
    assert "Anda diundang" not in page
    assert page.index("Undangan ini sudah dibatalkan") < page.index("Bimtek foto produk")
    assert "Alasan: Ruang tidak tersedia." in page


def uids(file: TestResponse) -> dict[str, int]:
    return {str(event["UID"]): event["SEQUENCE"] for event in Calendar.from_ical(file.text).walk("VEVENT")}


@pytest.mark.parametrize(
    "leave",
    [
        lambda session, invitation: invitations.answer_invitation(session, invitation.id, NO, source="phone"),
        lambda session, invitation: invitations.cancel_invitation(session, invitation.id, "Penuh."),
    ],
)
def test_who_no_longer_comes_can_take_the_meetings_out_again(
    reader: FlaskClient, link: str, site: Database, leave: Callable[[Session, Invitation], object]
) -> None:
    reader.post(link, data={"answer": "accepted"})
    put = reader.get(f"{link}/kalender.ics")
    with site.transaction() as session:
        leave(session, invitation(site, link))
    assert f"{link}/kalender.ics" in reader.get(link).text
    taken = reader.get(f"{link}/kalender.ics")
    assert (Calendar.from_ical(put.text)["METHOD"], Calendar.from_ical(taken.text)["METHOD"]) == ("PUBLISH", "CANCEL")
    assert uids(put).keys() == uids(taken).keys()
    assert min(uids(taken).values()) > max(uids(put).values())


def test_the_pages_file_and_the_mails_have_the_same_ids(reader: FlaskClient, link: str, site: Database) -> None:
    reader.post(link, data={"answer": "accepted"})
    with site.reading() as session:
        (fact,) = factories.announced(session, "invitation_answered")
    (meeting,) = fact["sessions"]
    expected = f"{fact['invitation_id']}.{meeting['session_id']}@sinergi-ikm"
    assert uids(reader.get(f"{link}/kalender.ics")) == {expected: fact["revision"]}


@pytest.mark.parametrize("left", ["declined", "withdrawn"])
def test_the_link_of_an_earlier_invitation_leads_to_the_one_that_counts(
    reader: FlaskClient, link: str, site: Database, left: str
) -> None:
    first = invitation(site, link)
    with site.transaction() as session:
        offers.change_quota(session, first.offer_id, 4)
        if left == "declined":
            invitations.answer_invitation(session, first.id, NO, source="phone")
        else:
            invitations.cancel_invitation(session, first.id, "Keliru.")
        readmit_nomination(session, first.nomination_id)
    page = reader.get(link).text
    assert "Di bawah ini undangan yang berlaku." in page
    assert "Ya, saya datang" in page
    assert "tidak perlu" not in page
    assert reader.post(link, data={"answer": "accepted"}).status_code == 303
    with site.reading() as session:
        assert session.get_one(Invitation, first.id).state == "cancelled"
        assert invitation_of(session, link.removeprefix("/undangan/")).state == "accepted"


def test_either_link_of_an_ikm_recorded_twice_leads_to_the_invitation_that_counts(
    reader: FlaskClient, link: str, site: Database
) -> None:
    with site.transaction() as session:
        both = session.scalars(select(Invitation)).all()
        links = [answer_path([SIGNING_KEY], item) for item in both]
        factories.merged(session, both[0].ikm_id, both[1].ikm_id)
    for one in links:
        assert "Ya, saya datang" in reader.get(one).text
        assert reader.post(one, data={"answer": "accepted"}).status_code == 303
    with site.reading() as session:
        assert sorted(session.scalars(select(Invitation.state))) == ["accepted", "cancelled", "issued"]


def test_who_is_on_the_list_again_but_has_no_seat_yet_is_not_told_that_it_is_over(
    reader: FlaskClient, link: str, site: Database
) -> None:
    with site.transaction() as session:
        first = invitation_of(session, link.removeprefix("/undangan/"))
        invitations.cancel_invitation(session, first.id, "Keliru.")
        readmit_nomination(session, first.nomination_id)
        assert session.get_one(Nomination, first.nomination_id).state == "waiting"
    page = reader.get(link).text
    assert "tetap tercatat" in page
    assert "tidak perlu" not in page
    assert reader.post(link, data={"answer": "accepted"}).status_code == 409

"""The invitation's page: reading changes nothing, a button answers, and every wrong link gets a kind sentence."""

import re
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
from services.partners.actions.readmissions import readmit_nomination
from services.partners.domain.answer import Answer
from services.partners.models import Invitation, Nomination
from services.partners.queries.links import answer_path, invitation_of
from shared.change import Change
from shared.clock import now
from shared.database import Database
from shared.messaging.outbox import Outbox
from shared.office import locked
from shared.telephone import tel_link
from tests.conftest import SIGNING_KEY
from tests.partners import factories
from tests.partners.web.people import Person

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


def test_hours_put_each_day_into_the_calendar_under_the_ids_of_the_mail(reader: FlaskClient, site: Database) -> None:
    with site.transaction() as session:
        factories.confirmed(session, sessions=[], hours_from="09:00", hours_until="15:00")
        link = answer_path([SIGNING_KEY], session.scalars(select(Invitation)).first())
    reader.post(link, data={"answer": "accepted"})
    events = Calendar.from_ical(reader.get(f"{link}/kalender.ics").text).walk("VEVENT")
    assert [event["DTSTART"].dt.strftime("%H.%M") for event in events] == ["09.00", "09.00"]
    with site.reading() as session:
        told = session.scalars(select(Outbox).where(Outbox.name == "partners.invitation_answered")).one().payload
    sent = [f"{told['invitation_id']}.{meeting['session_id']}@sinergi-ikm" for meeting in told["sessions"]]
    assert [str(event["UID"]) for event in events] == sent


def test_no_calendar_for_whoever_does_not_come(reader: FlaskClient, link: str) -> None:
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
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert invitation(site, link).state == "issued"


def test_whoever_holds_the_link_answers_even_where_somebody_else_is_signed_in(
    partner_browser: FlaskClient, link: str, site: Database
) -> None:
    assert partner_browser.post(link, data={"answer": "accepted"}).status_code == 303
    assert invitation(site, link).source == "link"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("wrong", ["/undangan/x", "/undangan/e30.abc.def"])
def test_a_wrong_link_gets_a_kind_sentence_with_the_phone(
    method: str, wrong: str, reader: FlaskClient, site: Database
) -> None:
    with site.transaction() as session:
        locked(session).phone = "0549-21000"
    answer = reader.open(wrong, method=method, data={"answer": "accepted"})
    assert answer.status_code == 404
    assert "Link ini tidak lengkap." in answer.text
    assert f'href="{tel_link("0549-21000")}"' in answer.text


@pytest.mark.parametrize(("whatsapp", "link"), [("0812-5550-100", "https://wa.me/628125550100"), ("", None)])
def test_a_number_that_nobody_has_said_is_not_offered(
    whatsapp: str, link: str | None, reader: FlaskClient, site: Database
) -> None:
    with site.transaction() as session:
        locked(session).whatsapp = whatsapp
    page = reader.get("/undangan/x").text
    assert "tel:" not in page
    assert re.findall(r'btn-lg" href="([^"]+)"', page) == ([link] if link else [])


def test_a_cancelled_invitation_says_so(reader: FlaskClient, link: str, site: Database) -> None:
    with site.transaction() as session:
        invitations.cancel_invitation(session, invitation(site, link).id, "Ruang tidak tersedia.")
    assert "Undangan ini tidak jadi." in reader.get(link).text
    assert reader.post(link, data={"answer": "accepted"}).status_code == 409


def test_after_the_deadline_the_page_says_whom_to_call(reader: FlaskClient, link: str, site: Database) -> None:
    with time_machine.travel(now() + timedelta(days=25), tick=False):
        page = reader.get(link).text
        assert "Waktu menjawab sudah berakhir" in page
        assert "Ya, saya datang" not in page
        assert reader.post(link, data={"answer": "accepted"}).status_code == 409
    assert invitation(site, link).state == "issued"


def test_links_can_be_guessed_only_so_often_while_a_right_one_is_never_refused(reader: FlaskClient, link: str) -> None:
    somewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert {reader.get(link, environ_base=somewhere).status_code for _ in range(40)} == {200}
    assert {reader.get(f"{link}/kalender.ics", environ_base=somewhere).status_code for _ in range(40)} == {404}
    guesses = [reader.get(f"/undangan/tebakan-{number}", environ_base=somewhere) for number in range(40)]
    assert (guesses[0].status_code, guesses[29].status_code, guesses[30].status_code) == (404, 404, 429)
    program = link.replace("/undangan/", "/api/partners/v1/answers/")
    assert reader.get("/api/partners/v1/answers/x", environ_base=somewhere).status_code == 429
    assert reader.get("/undangan/x/kalender.ics", environ_base=somewhere).status_code == 429
    assert reader.get(program, environ_base=somewhere).status_code == 200
    assert reader.get(link, environ_base=somewhere).status_code == 200
    assert reader.post(link, data={"answer": "accepted"}, environ_base=somewhere).status_code == 303
    assert reader.get(f"{link}/kalender.ics", environ_base=somewhere).status_code == 200


def test_whoever_opens_the_link_of_a_cancelled_invitation_reads_why(
    reader: FlaskClient, link: str, site: Database
) -> None:
    with site.transaction() as session:
        invitations.cancel_invitation(session, invitation(site, link).id, "Ruang tidak tersedia.")
    page = reader.get(link).text
    assert "Bapak/Ibu diundang" not in page
    assert page.index("Undangan ini tidak jadi") < page.index("Bimtek foto produk")
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
def test_whoever_no_longer_comes_can_take_the_meetings_out_again(
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


def test_whoever_is_on_the_list_again_but_has_no_seat_yet_is_not_told_that_it_is_over(
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


@pytest.fixture
def protected(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms need their token here, as they do outside of tests."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


def test_the_page_of_a_link_asks_for_no_cookie(protected: None, reader: FlaskClient, link: str) -> None:
    for answer in (reader.get(link), reader.get(f"{link}?bahasa=en"), reader.post(link, data={"answer": "declined"})):
        assert "Set-Cookie" not in answer.headers
        assert 'name="csrf_token"' not in answer.text


@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=13), timedelta(days=3)])
@pytest.mark.parametrize("cookie", [None, "stale.and.wrong", "ended"])
def test_the_link_alone_answers_whatever_cookie_comes_along(
    protected: None, app: Flask, link: str, site: Database, hire, browser_of, later: timedelta, cookie: str | None
) -> None:
    client = app.test_client()
    if cookie == "ended":
        client = browser_of(hire("staff"))
    elif cookie:
        client.set_cookie("sinergi", cookie)
    client.get(link)
    with time_machine.travel(now() + later + timedelta(hours=12 if cookie == "ended" else 0, seconds=1), tick=False):
        assert client.post(link, data={"answer": "accepted", "csrf_token": "of three days ago"}).status_code == 303
    assert (invitation(site, link).state, invitation(site, link).source) == ("accepted", "link")


def test_the_language_of_a_link_page_stands_in_its_address(protected: None, app: Flask, link: str) -> None:
    reader = app.test_client(use_cookies=False)
    assert f'href="{link}?bahasa=en"' in reader.get(link).text
    assert "Yes, I will come" in reader.get(f"{link}?bahasa=en").text
    answered = reader.post(f"{link}?bahasa=en", data={"answer": "accepted"})
    assert answered.location == f"{link}?bahasa=en"
    page = reader.get(answered.location).text
    assert "Good, we expect you." in page
    assert f"{link}/kalender.ics?bahasa=en" in page
    assert f'href="{link}?bahasa=id"' in page
    assert '<html lang="id">' in reader.get(f"{link}?bahasa=xx").text


@pytest.mark.parametrize("role", ["staff", "admin"])
def test_an_answer_of_signed_in_staff_is_the_offices(
    protected: None, role: str, hire: Callable[..., Person], browser_of, link: str, site: Database
) -> None:
    person = hire(role)
    assert "Bapak/Ibu masuk sebagai Rahma" in browser_of(person).get(link).text
    assert browser_of(person).post(link, data={"answer": "accepted"}).status_code == 303
    answered = invitation(site, link)
    assert (answered.source, answered.recorded_by) == ("office", person.id)
    with site.reading() as session:
        noted = session.scalars(select(Change).where(Change.action == "answer")).one()
    assert (noted.actor_id, noted.new["source"]) == (person.id, "office")


def test_whoever_only_reads_cannot_answer_by_a_link(
    protected: None, hire: Callable[..., Person], browser_of, link: str, site: Database
) -> None:
    head = browser_of(hire("head"))
    page = head.get(link).text
    assert "hanya membaca" in page
    assert "Ya, saya datang" not in page
    assert head.post(link, data={"answer": "accepted"}).status_code == 403
    assert invitation(site, link).state == "issued"


TURNS = "\u202e"
BLANKS = ["   ", "\u200b", "\u2060\ufeff", "\u00a0\u3000", "\u3164", "\u2800", "\u00ad", "\t\n", TURNS, "-", "..."]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize(
    "answer",
    [
        {"answer": "delegated", "delegate_name": None, "delegate_relation": "anak"},
        {"answer": "delegated", "delegate_name": "Andi", "delegate_relation": None},
        {"answer": "declined", "reason": None},
    ],
)
def test_what_says_nothing_is_refused_beside_its_field(
    reader: FlaskClient, link: str, site: Database, answer: dict[str, str | None], blank: str
) -> None:
    (empty,) = [name for name, value in answer.items() if value is None]
    page = reader.post(link, data={name: value or blank for name, value in answer.items()})
    assert page.status_code == 422
    assert f'id="{empty}-error"' in page.text
    program = link.replace("/undangan/", "/api/partners/v1/answers/")
    assert reader.post(program, json={name: value or blank for name, value in answer.items()}).status_code == 422
    assert invitation(site, link).state == "issued"


def test_what_surrounds_a_name_is_left_out(reader: FlaskClient, link: str, site: Database) -> None:
    sent = {"answer": "delegated", "delegate_name": "\u200b Jose\u0301 \u2060", "delegate_relation": " anak "}
    assert reader.post(link, data=sent).status_code == 303
    answered = invitation(site, link)
    assert (answered.delegate_name, answered.delegate_relation) == ("José", "anak")


def test_whoever_said_no_reads_that_it_is_off_and_only_what_names_it(
    reader: FlaskClient, link: str, site: Database
) -> None:
    with site.transaction() as session:
        asked = invitation_of(session, link.removeprefix("/undangan/"))
        invitations.answer_invitation(session, asked.id, NO, source="link")
        offers.cancel_offer(session, asked.offer_id, "Narasumber sakit")
    page = reader.get(link).text
    for shown in ("Maaf, acara ini tidak jadi", "Semula Universitas", "Bimtek foto produk", "WITA"):
        assert shown in page
    for gone in ("Terima kasih", "Ubah jawaban", "Di mana", "Yang perlu dibawa", "Tentang acara"):
        assert gone not in page.partition("<main")[2]


def test_whoever_answered_reads_that_it_can_change_nothing_any_more(
    reader: FlaskClient, link: str, site: Database
) -> None:
    reader.post(link, data={"answer": "accepted"})
    with time_machine.travel(invitation(site, link).answer_by + timedelta(hours=1), tick=False):
        page = reader.get(link).text
    assert "tidak bisa diubah lagi di sini" in page
    assert "Ubah jawaban" not in page

"""Every mail in both languages, and what is in its headers and its calendar file."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest
from icalendar import Calendar

from services.notifications.channels.mail import compose
from services.notifications.channels.rendering import reference, render
from services.notifications.letters.accounts import server_tried
from services.notifications.letters.catalogue import LETTERS
from services.notifications.letters.failures import email_failed
from services.notifications.letters.letter import IKM
from services.notifications.models import Message
from services.notifications.tasks.consumers import consumers
from shared.language import use_language
from shared.settings import Settings
from shared.words import date
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import (
    a_cancellation,
    a_session,
    an_account,
    an_answer,
    an_end,
    an_invitation,
    an_offer,
)
from tests.notifications.kinds import END, INVITATION, OFFER, facts, queued

ENDED = {"offer_cancelled": "offer_cancelled_ikm", "seat_withdrawn": "seat_withdrawn"}


def composed(message: Message, settings: Settings) -> EmailMessage:
    return compose(render(message, settings), reference(message, settings), settings)


def calendar_of(desk: Desk, template: str) -> Calendar:
    return in_calendar(desk.email(template), settings(desk))


def in_calendar(email: Message, how: Settings) -> Calendar:
    (attachment,) = composed(email, how).iter_attachments()
    calendar = Calendar.from_ical(attachment.get_content())
    assert attachment["Content-Type"].params["method"] == calendar["METHOD"]
    return calendar


def settings(desk: Desk):
    return settings_for(desk.database, "smtp://127.0.0.1:1")


class Words(HTMLParser):
    """Collects what a reader sees, and where the links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.links: list[str] = []
        self.hidden = False
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.hidden = self.hidden or tag == "head"
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag) -> None:
        self.hidden = self.hidden and tag != "head"

    def handle_data(self, data) -> None:
        if not self.hidden:
            glued = self.seen.pop() if data.startswith(".") else ""  # a full stop after a link
            self.seen += f"{glued}{data}".split()


def plain_words(text: str) -> list[str]:
    """Return the words of a plain text mail without addresses of pages and marks of lists."""
    without_links = re.sub(r":\s+https?://\S+", "", text)
    return re.sub(r"^-+\s", "", without_links, flags=re.MULTILINE).split()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("template", LETTERS)
def test_text_and_html_say_the_same_and_lead_to_the_same(desk: Desk, template: str, language: str) -> None:
    email = queued(desk, template)
    email.language = language
    rendered = render(email, settings(desk))
    html = Words(rendered.html)
    assert ["Sinergi", "IKM", *plain_words(rendered.text)] == html.seen
    assert re.findall(r"https?://\S+", rendered.text) == [link for link in html.links if not link.startswith("tel:")]
    assert rendered.subject
    assert "\n" not in rendered.subject
    assert ("Yth." in rendered.text) == (language == "id")
    assert "<label>" not in rendered.html


def test_every_letter_tells_of_a_fact_that_is_heard() -> None:
    told = facts()
    assert {*told, email_failed.name, server_tried.name} == LETTERS.keys()
    assert {type(fact) for fact in told.values()} <= consumers.handlers.keys()


@pytest.mark.parametrize("answer", ["accepted", "declined", "delegated"])
def test_a_confirmation_repeats_the_answer(desk: Desk, answer: str) -> None:
    said = {"accepted": "bisa datang", "declined": "tidak bisa datang", "delegated": "Budi (anak) yang datang"}
    invitation = an_invitation()
    desk.hear(an_answer(invitation, answer=answer, reason="Panen", delegate_name="Budi", delegate_relation="anak"))
    email = desk.email("invitation_answered_ikm")
    assert said[answer] in render(email, settings(desk)).text
    method = calendar_of(desk, "invitation_answered_ikm")["METHOD"]
    assert method == ("CANCEL" if answer == "declined" else "PUBLISH")


def test_the_log_never_shows_a_working_answer_link(desk: Desk) -> None:
    rendered = render(queued(desk, "invitation"), settings(desk), masked=True)
    assert "rahasia" not in rendered.text + rendered.html


def test_a_calendar_file_carries_wita_times(desk: Desk) -> None:
    starts_at = datetime(2027, 1, 12, 0, 30, tzinfo=UTC)
    session = a_session(starts_at=starts_at, ends_at=datetime(2027, 1, 12, 4, 0, tzinfo=UTC), place="Aula")
    desk.hear(an_invitation(sessions=[session]))
    (attachment,) = composed(desk.email("invitation"), settings(desk)).iter_attachments()
    calendar = calendar_of(desk, "invitation")
    (event,) = calendar.walk("VEVENT")
    assert attachment.get_filename() == "jadwal.ics"
    assert (event["DTSTART"].params["TZID"], event["DTSTART"].dt.hour, event["DTSTART"].dt.minute) == (
        "Asia/Makassar",
        8,
        30,
    )
    assert event["DTSTART"].dt == starts_at
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Makassar"]
    assert str(event["LOCATION"]) == "Aula"
    assert "08.30–12.00 WITA" in render(desk.email("invitation"), settings(desk)).text


@pytest.mark.parametrize("notice", ["offer_cancelled", "seat_withdrawn"])
def test_what_is_called_off_leaves_the_calendar_it_was_put_into(desk: Desk, notice: str) -> None:
    invitation = an_invitation(sessions=[a_session(), a_session()])
    desk.hear(invitation, an_answer(invitation), an_end(invitation, notice=notice))
    invited, confirmed, called_off = (
        calendar_of(desk, template) for template in ("invitation", "invitation_answered_ikm", ENDED[notice])
    )
    assert (invited["METHOD"], called_off["METHOD"]) == ("PUBLISH", "CANCEL")
    before, between, after = (one.walk("VEVENT") for one in (invited, confirmed, called_off))
    for first, second, last in zip(before, between, after, strict=True):
        assert first["UID"] == second["UID"] == last["UID"]
        assert first["SEQUENCE"] < second["SEQUENCE"] < last["SEQUENCE"]
        assert first["ORGANIZER"] == second["ORGANIZER"] == last["ORGANIZER"] == "mailto:ikm@localhost.localdomain"
        assert (first["STATUS"], second["STATUS"], last["STATUS"]) == ("TENTATIVE", "CONFIRMED", "CANCELLED")
        assert last.subcomponents == []


def test_without_fixed_times_the_whole_days_leave_the_calendar(desk: Desk) -> None:
    offer = an_offer()
    invitation = an_invitation(offer=offer, sessions=[])
    desk.hear(an_end(invitation))
    (event,) = calendar_of(desk, "offer_cancelled_ikm").walk("VEVENT")
    assert event["UID"] == f"{invitation.invitation_id}.{offer.offer_id}@sinergi-ikm"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (offer.starts_on, offer.ends_on + timedelta(days=1))


@pytest.mark.parametrize("source", ["link", "phone", "office"])
def test_a_yes_that_becomes_a_no_leaves_the_calendar_and_comes_back_with_the_next_yes(desk: Desk, source: str) -> None:
    invitation = an_invitation()
    kinds, numbers, uids = [], [], set()
    for revision, answer in enumerate(("accepted", "declined", "delegated", "declined", "accepted"), start=2):
        desk.hear(an_answer(invitation, answer=answer, delegate_name="Budi", source=source, revision=revision))
        newest = desk.emails(Message.template == "invitation_answered_ikm", Message.state == "queued")[-1]
        (event,) = in_calendar(newest, settings(desk)).walk("VEVENT")
        kinds.append(str(event["STATUS"]))
        numbers.append(event["SEQUENCE"])
        uids.add(event["UID"])
    assert kinds == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert numbers == sorted(set(numbers))
    assert len(uids) == 1


def test_a_confirmation_says_until_when_this_invitation_may_be_answered(desk: Desk) -> None:
    invitation = an_invitation(offer=an_offer(answer_by=datetime(2027, 1, 2, 15, 59, tzinfo=UTC)))
    desk.hear(an_answer(invitation, answer_by=datetime(2027, 1, 9, 15, 59, tzinfo=UTC)))
    assert (
        "diubah sampai Sabtu, 9 Januari 2027, 23.59 WITA"
        in render(desk.email("invitation_answered_ikm"), settings(desk)).text
    )


ENDS = [{"notice": "offer_cancelled"}, {"notice": "seat_withdrawn"}, {"notice": None, "asked_by_ikm": True}]


@pytest.mark.parametrize("how", ENDS)
def test_of_two_businesses_with_one_mailbox_each_keeps_its_own_meetings(desk: Desk, how: dict[str, Any]) -> None:
    offer, times = an_offer(), [a_session(), a_session()]
    first, second = (
        an_invitation(offer=offer, sessions=times, ikm_name=name) for name in ("Keripik Sari", "Jahit Sari")
    )
    desk.hear(first, second, an_answer(first), an_answer(second), an_end(first, **how))
    last = {str(email.invitation_id): email for email in desk.emails(Message.template != "invitation_reminder")
            if email.invitation_id}  # fmt: skip
    gone, stays = (in_calendar(last[str(one.invitation_id)], settings(desk)) for one in (first, second))
    assert (gone["METHOD"], stays["METHOD"]) == ("CANCEL", "PUBLISH")
    assert {event["UID"] for event in gone.walk("VEVENT")}.isdisjoint(event["UID"] for event in stays.walk("VEVENT"))


TO_THE_IKM = [name for name, letter in LETTERS.items() if letter.to == IKM]


@pytest.mark.parametrize("template", TO_THE_IKM)
def test_subject_body_and_calendar_name_the_business(desk: Desk, template: str) -> None:
    email = queued(desk, template)
    rendered = render(email, settings(desk))
    assert INVITATION.ikm_name in rendered.subject
    assert INVITATION.ikm_name in rendered.text.partition("Hormat kami")[0]
    for attachment in composed(email, settings(desk)).iter_attachments():
        (event,) = Calendar.from_ical(attachment.get_content()).walk("VEVENT")
        assert INVITATION.ikm_name in event["SUMMARY"]


def test_a_subject_names_business_and_programme_however_long_they_are(desk: Desk) -> None:
    desk.hear(an_invitation(ikm_name="Usaha " + "k" * 190, offer=an_offer(title="Pelatihan " + "p" * 190)))
    subject = render(desk.email("invitation"), settings(desk)).subject
    assert re.fullmatch("Undangan untuk Usaha k+…: Pelatihan p+…", subject)


def test_an_ikm_reads_why_it_is_called_off_and_whom_else_to_tell(desk: Desk) -> None:
    desk.hear(replace(END, notice="seat_withdrawn"))
    text = render(desk.email("seat_withdrawn"), settings(desk)).text
    with use_language("id"):
        day = date(INVITATION.sessions[0].starts_at)
    for words in ("Maaf", "Narasumber sakit", "Budi & <anak>", INVITATION.ikm_name, day):
        assert words in text


@pytest.mark.parametrize(
    ("called", "words"), [(0, "Tidak ada IKM yang diundang"), (1, "harus dikabari lewat telepon: 1")]
)
def test_staff_read_how_many_they_must_call(desk: Desk, called: int, words: str) -> None:
    by_phone = [an_invitation(offer=OFFER, email=None) for _ in range(called)]
    desk.hear(an_account(), a_cancellation(*by_phone, by_institution=True))
    assert words in render(desk.email("offer_cancelled_staff"), settings(desk)).text


@pytest.mark.parametrize(
    "name", ["Sari\r\nBcc: all@ikm.example", "Sari\nX: 1", "“Sari”, <b@c.example>", "Sari\u202e\x00"]
)
def test_a_name_never_becomes_a_header(desk: Desk, name: str) -> None:
    desk.hear(an_invitation(recipient_name=name, offer=an_offer(title="Judul\r\nBcc: x@y.example")))
    message = composed(desk.email("invitation"), settings(desk))
    head = message.as_bytes().split(b"\r\n\r\n")[0].decode()
    assert not re.search(r"^(Bcc|X):", head, re.MULTILINE)
    assert [address.addr_spec for address in message["To"].addresses] == ["sari@ikm.example"]


def test_headers_let_people_answer_and_robots_not(desk: Desk) -> None:
    message = composed(queued(desk, "invitation"), settings(desk))
    assert message["Reply-To"].addresses[0].addr_spec == "ikm@localhost.localdomain"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "id"
    assert message["List-Unsubscribe"] is None


def test_only_news_can_be_turned_off(desk: Desk) -> None:
    message = composed(queued(desk, "offer_closed"), settings(desk))
    assert message["List-Unsubscribe"].startswith("<https://ikm.example/surel/berhenti/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

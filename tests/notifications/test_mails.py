"""Every mail in both languages, and what is in its headers and its calendar file."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from icalendar import Calendar

from services.notifications.actions.invitations import TOLD
from services.notifications.actions.mail import compose
from services.notifications.actions.rendering import render
from services.notifications.domain.template import TEMPLATES
from services.notifications.models import Email
from services.notifications.tasks.consumers import consumers
from shared.events.contract import Event
from shared.events.partners import (
    MatchesSuggested,
    NominationAnswered,
    NominationsSent,
    OfferClosed,
    OfferOpened,
    OfferRejected,
    OfferReturned,
    OfferSubmitted,
)
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import (
    a_cancellation,
    a_nominee,
    a_session,
    an_account,
    an_answer,
    an_end,
    an_invitation,
    an_offer,
)
from tests.notifications.test_delivery import refuse

OFFER = an_offer(title="Kemasan & <label> “jujur”")
INVITATION = an_invitation(offer=OFFER)
END = an_end(INVITATION, delegate_name="Budi & <anak>")
ANSWER = an_answer(an_invitation(offer=OFFER), answer="delegated", delegate_name="Budi", delegate_relation="anak")

FACTS: dict[str, Event] = {
    "offer_submitted": OfferSubmitted(offer=OFFER),
    "offer_returned": OfferReturned(offer=OFFER, reason="Jadwal <belum> jelas & lengkap."),
    "offer_rejected": OfferRejected(offer=OFFER, reason="Topik <itu> sudah ada."),
    "offer_opened": OfferOpened(offer=OFFER),
    "offer_closed": OfferClosed(offer=OFFER),
    "offer_cancelled": a_cancellation(INVITATION),
    "offer_cancelled_staff": a_cancellation(INVITATION, an_invitation(offer=OFFER, email=None), by_institution=True),
    "offer_cancelled_ikm": END,
    "seat_withdrawn": replace(END, notice="seat_withdrawn"),
    "matches_suggested": MatchesSuggested(offer=OFFER, suggested=18, to_confirm=4, not_eligible=120),
    "nominations_sent": NominationsSent(offer=OFFER, nominees=[a_nominee(), a_nominee(product=None, kecamatan=None)]),
    "nomination_answered": NominationAnswered(offer=OFFER, nominee=a_nominee(), answer="rejected", reason="Sudah."),
    "invitation": INVITATION,
    "invitation_promoted": an_invitation(offer=OFFER, promoted=True, sessions=[]),
    "invitation_reminder": INVITATION,
    "invitation_answered_ikm": ANSWER,
    "invitation_answered_institution": ANSWER,
}
LINKS = {
    "offer_submitted": f"/penawaran/{OFFER.offer_id}",
    "offer_returned": f"/penawaran/saya/{OFFER.offer_id}",
    "offer_rejected": f"/penawaran/saya/{OFFER.offer_id}",
    "offer_opened": f"/penawaran/saya/{OFFER.offer_id}",
    "offer_closed": f"/penawaran/saya/{OFFER.offer_id}",
    "offer_cancelled": f"/penawaran/saya/{OFFER.offer_id}",
    "matches_suggested": f"/penawaran/{OFFER.offer_id}/kecocokan",
    "nominations_sent": f"/penawaran/saya/{OFFER.offer_id}/peserta",
    "nomination_answered": f"/penawaran/{OFFER.offer_id}",
    "invitation": "/undangan/rahasia-sekali",
    "invitation_promoted": "/undangan/rahasia-sekali",
    "invitation_reminder": "/undangan/rahasia-sekali",
    "invitation_answered_ikm": "/undangan/rahasia-sekali",
    "invitation_answered_institution": f"/penawaran/saya/{OFFER.offer_id}/peserta",
    "email_failed": "/surel?status=failed",
    "offer_cancelled_staff": f"/telepon?untuk=kabar&penawaran={OFFER.offer_id}",
    "offer_cancelled_ikm": "",
    "seat_withdrawn": "",
}


def queued(desk: Desk, template: str) -> Email:
    """Return a mail of this kind, as the facts that lead to it leave it on the list."""
    desk.hear(an_account())
    if template == "email_failed":
        desk.hear(INVITATION)
        refuse(desk, "550 5.1.1 No such user")
    else:
        desk.hear(FACTS[template])
    return desk.emails(Email.template == template)[0]


def calendar_of(desk: Desk, template: str) -> Calendar:
    (attachment,) = compose(desk.email(template), settings(desk)).iter_attachments()
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
            self.seen += data.split()


def plain_words(text: str) -> list[str]:
    """Return the words of a plain text mail without addresses of pages and marks of lists."""
    without_links = re.sub(r":\s+https?://\S+", "", text)
    return re.sub(r"^-+\s", "", without_links, flags=re.MULTILINE).split()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_text_and_html_say_the_same_and_carry_the_link(desk: Desk, template: str, language: str) -> None:
    email = queued(desk, template)
    email.language = language
    rendered = render(email, settings(desk))
    html = Words(rendered.html)
    assert ["Sinergi", "IKM", *plain_words(rendered.text)] == html.seen
    assert all(
        f"https://ikm.example{LINKS[template]}" in part
        for part in (rendered.text, " ".join(html.links))
        if LINKS[template]
    )
    assert rendered.subject
    assert "\n" not in rendered.subject
    assert ("Yth." in rendered.text) == (language == "id")
    assert "<label>" not in rendered.html


def test_every_fact_has_its_template_and_every_template_its_folder(desk: Desk) -> None:
    assert LINKS.keys() == TEMPLATES.keys()
    assert {type(fact) for fact in FACTS.values()} <= consumers.handlers.keys()


@pytest.mark.parametrize("answer", ["accepted", "declined", "delegated"])
def test_a_confirmation_repeats_the_answer(desk: Desk, answer: str) -> None:
    said = {"accepted": "bersedia hadir", "declined": "berhalangan hadir", "delegated": "Budi (anak) hadir"}
    invitation = an_invitation()
    desk.hear(an_answer(invitation, answer=answer, reason="Panen", delegate_name="Budi", delegate_relation="anak"))
    email = desk.email("invitation_answered_ikm")
    assert said[answer] in render(email, settings(desk)).text
    has_calendar = any(True for _ in compose(email, settings(desk)).iter_attachments())
    assert has_calendar == (answer != "declined")


def test_the_log_never_shows_a_working_answer_link(desk: Desk) -> None:
    rendered = render(queued(desk, "invitation"), settings(desk), masked=True)
    assert "rahasia" not in rendered.text + rendered.html


def test_a_calendar_file_carries_wita_times(desk: Desk) -> None:
    starts_at = datetime(2027, 1, 12, 0, 30, tzinfo=UTC)
    session = a_session(starts_at=starts_at, ends_at=datetime(2027, 1, 12, 4, 0, tzinfo=UTC), place="Aula")
    desk.hear(an_invitation(sessions=[session]))
    (attachment,) = compose(desk.email("invitation"), settings(desk)).iter_attachments()
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
        calendar_of(desk, template) for template in ("invitation", "invitation_answered_ikm", TOLD[notice])
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
    desk.hear(an_end(an_invitation(offer=offer, sessions=[])))
    (event,) = calendar_of(desk, "offer_cancelled_ikm").walk("VEVENT")
    assert event["UID"] == f"{offer.offer_id}@sinergi-ikm"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (offer.starts_on, offer.ends_on + timedelta(days=1))


def test_an_ikm_reads_why_it_is_called_off_and_whom_else_to_tell(desk: Desk) -> None:
    desk.hear(replace(END, notice="seat_withdrawn"))
    text = render(desk.email("seat_withdrawn"), settings(desk)).text
    for words in ("Mohon maaf", "Narasumber sakit", "Budi & <anak>", INVITATION.ikm_name, "12 Januari 2027"):
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
    message = compose(desk.email("invitation"), settings(desk))
    head = message.as_bytes().split(b"\r\n\r\n")[0].decode()
    assert not re.search(r"^(Bcc|X):", head, re.MULTILINE)
    assert [address.addr_spec for address in message["To"].addresses] == ["sari@ikm.example"]


def test_headers_let_people_answer_and_robots_not(desk: Desk) -> None:
    message = compose(queued(desk, "invitation"), settings(desk))
    assert message["Reply-To"].addresses[0].addr_spec == "ikm@localhost.localdomain"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "id"
    assert message["List-Unsubscribe"] is None


def test_only_news_can_be_turned_off(desk: Desk) -> None:
    message = compose(queued(desk, "offer_closed"), settings(desk))
    assert message["List-Unsubscribe"].startswith("<https://ikm.example/surel/berhenti/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

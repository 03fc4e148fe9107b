"""An institution cancels its offer on the running system: everybody who could count on a seat is told once."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from icalendar import Calendar

from local import desk
from local.client import Client, eventually
from local.demo_data import BANK, packaging_course
from local.demo_steps import TOKEN
from local.mails import Mail, kept_mails
from shared.clock import today
from tests.main_job import MainJob

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("site")]

TITLE, REASON = "Kelas foto produk", "Narasumber kami sakit."
INVITED, CANCELLED, WITHDRAWN = "Undangan untuk", "Acara untuk", "Maaf, "
SECONDS = 60


@dataclass
class Story:
    """Of the invited, by address: who came, declined, lost its seat, has not answered; and whom the office calls."""

    job: MainJob
    offer_id: str
    tokens: dict[str, str] = field(default_factory=dict)
    called: list[dict[str, Any]] = field(default_factory=list)

    def invite(self) -> None:
        found = desk.suggestions(self.job.staff, self.offer_id)["items"]
        desk.confirm(self.job.staff, self.offer_id, [item["ikm_id"] for item in (*found[20:26], *found[-26:-20])])
        by_mail = [item for item in self.invitations() if item["channel"] == "email"]
        arrived = eventually(lambda: self.of(INVITED, len(by_mail)), SECONDS, "the invitations")
        self.tokens = {mail.recipients: TOKEN.search(mail.text or "")[1] for mail in arrived}
        self.came, self.declined, self.lost, *self.silent = self.tokens

    def answer_and_take_back(self) -> None:
        self.answer(self.came, {"answer": "accepted"})
        self.answer(self.declined, {"answer": "declined", "reason": "Sedang panen."})
        name = self.shown(self.lost)["ikm_name"]
        (invitation,) = [item for item in self.invitations() if item["ikm_name"] == name]
        self.job.staff.post(f"/api/partners/v1/invitations/{invitation['id']}/cancel", {"reason": "Sudah ikut."})
        eventually(lambda: self.of(WITHDRAWN, 1), SECONDS, "the mail about the seat")
        eventually(lambda: self.job.system.is_quiet(), SECONDS, "every fact to be sent")

    def cancel(self, institution: Client) -> None:
        live = [item for item in self.invitations() if item["state"] in ("issued", "accepted")]
        self.called = [item for item in live if item["channel"] == "phone"]
        institution.post(f"/api/partners/v1/offers/{self.offer_id}/cancel", {"reason": REASON})
        eventually(lambda: self.of(CANCELLED, len(live) - len(self.called)), SECONDS, "the cancellations")
        eventually(lambda: self.job.system.is_quiet(), SECONDS, "every fact to be sent")

    def answer(self, address: str, said: dict[str, str]) -> None:
        Client(self.job.system.site).post(f"/api/partners/v1/answers/{self.tokens[address]}", said)

    def shown(self, address: str) -> Any:
        return Client(self.job.system.site).get(f"/api/partners/v1/answers/{self.tokens[address]}")["invitation"]

    def invitations(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.job.staff.get(f"/api/partners/v1/offers/{self.offer_id}/invitations")
        return found

    def of(self, subject: str, at_least: int = 0) -> list[Mail]:
        """Return the mails about this offer whose subject begins so, or nothing where there are too few."""
        mails = [mail for mail in kept_mails(self.job.system.place.mail) if mail.subject.endswith(f": {TITLE}")]
        found = [mail for mail in mails if mail.subject.startswith(subject)]
        return found if len(found) >= at_least else []

    def calls(self, **wanted: str) -> Any:
        return self.job.staff.get("/api/partners/v1/calls", offer_id=self.offer_id, page_size=100, **wanted)


@pytest.fixture(scope="module")
def story(main_job: MainJob) -> Story:
    password = desk.welcome(main_job.staff, BANK)
    institution = desk.sign_in(main_job.system.site, BANK.email, password or "")
    offer = packaging_course(today() + timedelta(days=40), quota=10) | {"title": TITLE}
    told = Story(main_job, desk.post_offer(institution, offer))
    desk.open_offer(main_job.staff, told.offer_id)
    told.invite()
    told.answer_and_take_back()
    told.cancel(institution)
    return told


def test_there_are_some_of_each_kind(story: Story) -> None:
    assert len(story.silent) >= 1
    assert len(story.called) >= 2


def test_each_with_an_address_gets_one_mail_and_whoever_declined_or_lost_the_seat_none(story: Story) -> None:
    told = Counter(mail.recipients for mail in story.of(CANCELLED))
    assert set(told.values()) == {1}
    assert {story.came, *story.silent} <= set(told)
    assert not {story.declined, story.lost} & set(told)
    assert [mail.recipients for mail in story.of(WITHDRAWN)] == [story.lost]


def test_the_mail_says_why_and_takes_the_meetings_out_of_the_calendar(story: Story) -> None:
    (invited,) = (mail for mail in story.of(INVITED) if mail.recipients == story.came)
    (cancelled,) = (mail for mail in story.of(CANCELLED) if mail.recipients == story.came)
    assert REASON in (cancelled.text or "")
    assert REASON in (cancelled.html or "")
    before, after = (events(mail) for mail in (invited, cancelled))
    assert [event["UID"] for event in before] == [event["UID"] for event in after]
    assert all(event["STATUS"] == "CANCELLED" for event in after)
    assert min(event["SEQUENCE"] for event in after) > max(event["SEQUENCE"] for event in before)


def test_staff_are_told_and_whoever_cancelled_is_not(story: Story) -> None:
    (mail,) = story.of(f"{BANK.name} membatalkan penawaran")
    assert mail.recipients == story.job.system.administrator[0]
    assert f"dikabari lewat telepon: {len(story.called)}" in (mail.text or "")
    assert story.of("Penawaran dibatalkan") == []


def test_the_others_stay_on_the_call_list_until_somebody_has_told_them(story: Story) -> None:
    waiting = story.calls()
    assert waiting["total"] == len(waiting["items"]) == len(story.called)
    assert {call["kind"] for call in waiting["items"]} == {"news"}
    assert all(REASON in unquote(call["whatsapp"]) for call in waiting["items"])
    told = waiting["items"][0]["invitation"]["id"]
    for how in ("whatsapp", "phone"):
        story.job.staff.post(f"/api/partners/v1/invitations/{told}/told", {"how": how})
    assert story.calls()["total"] == len(story.called) - 1
    assert [call["invitation"]["told_how"] for call in story.calls(kind="told")["items"]] == ["whatsapp"]


def events(mail: Mail) -> list[Any]:
    (attachment,) = mail.attachments
    calendar = Calendar.from_ical(attachment.get_payload(decode=True))
    return calendar.walk("VEVENT")

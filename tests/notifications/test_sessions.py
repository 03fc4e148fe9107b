"""Single meetings change: everybody who comes is told once, by a file that corrects the calendar."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from icalendar import Calendar

from services.notifications.channels.mail import compose
from services.notifications.channels.rendering import reference, render
from services.notifications.models import Message
from shared.clock import WITA, now
from shared.events.contract import Event
from shared.events.partners import InvitationIssued, OfficeChanged
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import (
    a_cancellation,
    a_cancelled_session,
    a_move,
    a_near_session,
    a_participant,
    a_session,
    an_account,
    an_addition,
    an_answer,
    an_end,
    an_invitation,
)

NO_SERVER = "smtp://127.0.0.1:1"
WAITING, NOT_NEEDED = "queued", "cancelled"


def calendar_of(desk: Desk, template: str) -> tuple[str, list[tuple[str, int, datetime]]]:
    """The method of a mail's calendar file, and UID, SEQUENCE and begin of each meeting in it."""
    settings, email = settings_for(desk.database, NO_SERVER), desk.email(template)
    (attachment,) = compose(render(email, settings), reference(email, settings), settings).iter_attachments()
    calendar = Calendar.from_ical(attachment.get_content())
    events = calendar.walk("VEVENT")
    return calendar["METHOD"], [(str(one["uid"]), int(one["sequence"]), one["dtstart"].dt) for one in events]


def said(desk: Desk, template: str) -> str:
    return render(desk.email(template), settings_for(desk.database, NO_SERVER)).text


@pytest.fixture
def coming(desk: Desk) -> InvitationIssued:
    """An IKM that was invited and said that it comes."""
    invited = an_invitation()
    desk.hear(invited, an_answer(invited))
    return invited


def test_a_moved_meeting_takes_the_place_of_the_one_in_the_calendar(desk: Desk, coming: InvitationIssued) -> None:
    _, ((before, first, _),) = calendar_of(desk, "invitation_answered_ikm")
    move = a_move(coming)
    desk.hear(move, times=2)
    method, ((uid, sequence, begins),) = calendar_of(desk, "session_moved")
    assert (method, uid) == ("PUBLISH", before)
    assert sequence > first
    assert begins == move.session.starts_at.astimezone(WITA).replace(microsecond=0)


def test_a_cancelled_meeting_leaves_the_calendar(desk: Desk, coming: InvitationIssued) -> None:
    _, ((before, first, _),) = calendar_of(desk, "invitation_answered_ikm")
    desk.hear(a_cancelled_session(coming))
    method, ((uid, sequence, _),) = calendar_of(desk, "session_cancelled")
    assert (method, uid) == ("CANCEL", before)
    assert sequence > first


def test_added_meetings_come_into_the_calendar(desk: Desk, coming: InvitationIssued) -> None:
    desk.hear(an_addition(coming))
    method, meetings = calendar_of(desk, "session_added")
    assert (method, len(meetings)) == ("PUBLISH", 1)


def test_each_reads_of_itself_alone_and_whoever_has_no_address_gets_no_mail(desk: Desk) -> None:
    one, other = an_invitation(), an_invitation(ikm_name="Madu Kelulut")
    people = [a_participant(one), a_participant(other), a_participant(an_invitation(), email=None)]
    desk.hear(a_move(one, participants=people))
    emails = desk.emails(Message.template == "session_moved")
    assert [email.context["ikm_name"] for email in emails] == [one.ikm_name, "Madu Kelulut"]
    assert not any("participants" in email.context for email in emails)


def test_the_name_of_whoever_comes_instead_is_said(desk: Desk, coming: InvitationIssued) -> None:
    desk.hear(a_near_session(coming, participants=[a_participant(coming, delegate_name="Budi")]))
    assert "Budi" in said(desk, "session_near")


def test_a_second_move_takes_the_place_of_the_mail_about_the_first(desk: Desk, coming: InvitationIssued) -> None:
    first = a_move(coming)
    desk.hear(first, a_move(replace(coming, sessions=[first.session])))
    assert desk.states()["session_moved"] == [NOT_NEEDED, WAITING]


@pytest.mark.parametrize("change", [a_move, a_cancelled_session])
@pytest.mark.parametrize("heard", ["before", "after"])
def test_nobody_is_reminded_of_a_meeting_that_changed_in_whatever_order_that_is_heard(
    desk: Desk, coming: InvitationIssued, change, heard: str
) -> None:
    facts = [a_near_session(coming), change(coming)]
    desk.hear(*(facts if heard == "after" else reversed(facts)))
    assert desk.states()["session_near"] == [NOT_NEEDED]


def test_of_two_meetings_on_a_day_the_one_that_stays_is_still_said(desk: Desk) -> None:
    morning, noon = a_session(title="Pagi"), a_session(title="Siang")
    coming = an_invitation(sessions=[morning, noon])
    desk.hear(a_near_session(coming), a_cancelled_session(coming))
    email = desk.email("session_near")
    assert (email.state, [item["title"] for item in email.context["sessions"]]) == (WAITING, ["Siang"])


def test_whoever_comes_no_more_is_not_reminded(desk: Desk, coming: InvitationIssued) -> None:
    desk.hear(a_near_session(coming), an_answer(coming, answer="declined", revision=3))
    assert desk.states()["session_near"] == [NOT_NEEDED]


@pytest.mark.parametrize("end", ["seat", "offer"])
def test_nobody_is_reminded_of_what_was_called_off(desk: Desk, coming: InvitationIssued, end: str) -> None:
    desk.hear(a_near_session(coming), an_end(coming) if end == "seat" else a_cancellation(coming))
    assert desk.states()["session_near"] == [NOT_NEEDED]


def test_a_reminder_says_tomorrow_on_no_later_day(desk: Desk) -> None:
    tomorrow = (now() + timedelta(days=1)).astimezone(WITA)
    coming = an_invitation(sessions=[a_session(starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=1))])
    desk.hear(a_near_session(coming))
    assert desk.email("session_near").expires_at == tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)


def test_what_waits_says_the_new_time(desk: Desk) -> None:
    invited = an_invitation()
    desk.hear(invited)
    move = a_move(invited)
    desk.hear(move)
    times = {email.context["sessions"][0]["starts_at"] for email in desk.emails(Message.template != "session_moved")}
    assert {datetime.fromisoformat(time) for time in times} == {move.session.starts_at}


@pytest.mark.parametrize("days", [2, 40])
def test_where_it_goes_is_told_before_it_begins_and_within_a_week(desk: Desk, days: int) -> None:
    first = a_session(starts_at=now() + timedelta(days=days), ends_at=now() + timedelta(days=days + 1))
    coming = an_invitation(sessions=[first])
    move = a_move(coming)
    desk.hear(move)
    in_a_week = now() + timedelta(days=7)
    late = desk.email("session_moved").expires_at - min(move.session.starts_at, in_a_week)
    assert abs(late) < timedelta(minutes=1)


@pytest.mark.parametrize("change", [a_move, a_cancelled_session, an_addition])
@pytest.mark.parametrize(("by_institution", "letter"), [(False, "session_changed"), (True, "session_changed_staff")])
def test_of_institution_and_office_the_other_one_hears_of_a_change_and_of_nobody_by_name(
    desk: Desk, coming: InvitationIssued, change: Callable[..., Event], by_institution: bool, letter: str
) -> None:
    desk.hear(an_account(), change(coming, by_institution=by_institution))
    found = [email for email in desk.emails() if email.template.startswith("session_changed")]
    assert {email.template for email in found} == {letter}
    assert all(coming.ikm_name not in str(email.context) for email in found)


def test_a_reminder_waits_until_the_office_wants_its_readers_to_be_written_to(desk: Desk) -> None:
    tomorrow = now() + timedelta(days=1)
    coming = an_invitation(sessions=[a_session(starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=1))])
    desk.hear(OfficeChanged(revision=1, quiet_from="18:00", quiet_until="08:30"))
    at_eight = now().astimezone(WITA).replace(hour=8, minute=0, second=0, microsecond=0)
    with time_machine.travel(at_eight, tick=False):
        desk.hear(a_near_session(coming))
    assert desk.email("session_near").next_attempt_at == at_eight + timedelta(minutes=30)

"""The calendar file beside an invitation or a confirmation, and the one that takes its meetings out again.

METHOD:PUBLISH, not REQUEST: phones then offer "add to calendar" and no yes and no of their own, whose answer would go
to a mailbox and never reach the invitation (RFC 5546, 3.2.1; the reasons are in docs/decisions/0030). What is called
off comes with METHOD:CANCEL, the same UID and a higher SEQUENCE (RFC 5546, 3.2.5 and 4.1.3).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress

from services.notifications.domain.template import CALENDAR_CANCELLED
from shared.clock import WITA, now
from shared.settings import Office

REMIND_BEFORE = timedelta(days=1)
DAY = timedelta(days=1)


def method_of(status: str) -> str:
    """Return the iTIP method with which events of this status travel."""
    return "CANCEL" if status == CALENDAR_CANCELLED else "PUBLISH"


def calendar_file(context: dict[str, Any], status: str, office: Office) -> bytes | None:
    """Return the meetings of an invitation as a calendar, or None where none is fixed yet."""
    events = list(_events(context, status))
    if not events:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Sinergi IKM//ID")
    calendar.add("version", "2.0")
    calendar.add("method", method_of(status))
    calendar.add_component(_wita())
    for event in events:
        event.add("dtstamp", now())
        event.add("sequence", context.get("revision", 0))
        event.add("status", status)
        event.add("organizer", _organizer(office))
        calendar.add_component(event)
    return calendar.to_ical()


@cache
def _wita() -> Timezone:
    """Return the description of WITA; working it out takes longer than sending a mail."""
    return Timezone.from_tzid(WITA.key)


def _events(context: dict[str, Any], status: str) -> Iterator[Event]:
    offer, meetings = context["offer"], context.get("sessions") or []
    for meeting in meetings:
        event = _meeting(offer, meeting)
        if status != CALENDAR_CANCELLED:
            event.add_component(_alarm(offer["title"]))
        yield event
    if not meetings and status == CALENDAR_CANCELLED:
        # The invitation's page gives the whole days to who wants to note them down before the hours are fixed.
        yield _days(offer)


def _meeting(offer: dict[str, Any], meeting: dict[str, Any]) -> Event:
    place = meeting["place"] or offer["place"]
    event = _event(offer, meeting["session_id"], f"{offer['title']}: {meeting['title']}", place)
    event.add("dtstart", datetime.fromisoformat(meeting["starts_at"]).astimezone(WITA))
    event.add("dtend", datetime.fromisoformat(meeting["ends_at"]).astimezone(WITA))
    return event


def _days(offer: dict[str, Any]) -> Event:
    event = _event(offer, offer["offer_id"], offer["title"], offer["place"])
    event.add("dtstart", date.fromisoformat(offer["starts_on"]))
    event.add("dtend", date.fromisoformat(offer["ends_on"]) + DAY)
    return event


def _event(offer: dict[str, Any], subject_id: str, summary: str, place: str | None) -> Event:
    event = Event()
    event.add("uid", f"{subject_id}@sinergi-ikm")
    event.add("summary", summary)
    event.add("description", offer["institution_name"])
    if place:
        event.add("location", place)
    return event


def _organizer(office: Office) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{office.email}")
    organizer.params["cn"] = office.name
    return organizer


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -REMIND_BEFORE)
    alarm.add("description", title)
    return alarm

"""The calendar file beside an invitation or a confirmation, and the one that takes its meetings out again.

METHOD:PUBLISH, not REQUEST: phones then offer "add to calendar" and no yes and no of their own, whose answer would go
to a mailbox and never reach the invitation (RFC 5546, 3.2.1; the reasons are in docs/decisions/0030). What is called
off comes with METHOD:CANCEL, the same UID and a higher SEQUENCE (RFC 5546, 3.2.5 and 4.1.3).
"""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress

from services.notifications.domain.template import CALENDAR_CANCELLED
from shared.clock import WITA, now
from shared.settings import Office

REMIND_BEFORE = timedelta(days=1)


def method_of(status: str) -> str:
    """Return the iTIP method with which events of this status travel."""
    return "CANCEL" if status == CALENDAR_CANCELLED else "PUBLISH"


def calendar_file(context: dict[str, Any], status: str, office: Office) -> bytes | None:
    """Return the meetings of an invitation as a calendar, or None where none is fixed yet."""
    meetings = context.get("sessions")
    if not meetings:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Sinergi IKM//ID")
    calendar.add("version", "2.0")
    calendar.add("method", method_of(status))
    calendar.add_component(_wita())
    for meeting in meetings:
        event = _event(meeting, context, office)
        event.add("status", status)
        if status == CALENDAR_CANCELLED:
            event.add("comment", context["reason"] or "")
        else:
            event.add_component(_alarm(context["offer"]))
        calendar.add_component(event)
    return calendar.to_ical()


@cache
def _wita() -> Timezone:
    """Return the description of WITA; working it out takes longer than sending a mail."""
    return Timezone.from_tzid(WITA.key)


def _event(meeting: dict[str, Any], context: dict[str, Any], office: Office) -> Event:
    offer = context["offer"]
    event = Event()
    event.add("uid", f"{meeting['session_id']}@sinergi-ikm")
    event.add("dtstamp", now())
    event.add("sequence", context.get("revision", 0))
    event.add("organizer", _organizer(office))
    event.add("summary", f"{offer['title']}: {meeting['title']}")
    event.add("dtstart", datetime.fromisoformat(meeting["starts_at"]).astimezone(WITA))
    event.add("dtend", datetime.fromisoformat(meeting["ends_at"]).astimezone(WITA))
    place = meeting["place"] or offer["place"]
    if place:
        event.add("location", place)
    event.add("description", offer["institution_name"])
    return event


def _organizer(office: Office) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{office.email}")
    organizer.params["cn"] = office.name
    return organizer


def _alarm(offer: dict[str, Any]) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -REMIND_BEFORE)
    alarm.add("description", offer["title"])
    return alarm

"""The calendar file beside an invitation or a confirmation.

METHOD:PUBLISH, not REQUEST: phones then offer "add to calendar" and no yes and no of their own, whose answer would go
to a mailbox and never reach the invitation (RFC 5546, 3.2.1; the reasons are in docs/decisions/0030).
"""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from icalendar import Alarm, Calendar, Event, Timezone

from shared.clock import WITA, now

REMIND_BEFORE = timedelta(days=1)


def calendar_file(context: dict[str, Any], status: str, sequence: int) -> bytes | None:
    """Return the meetings of an invitation as a calendar, or None where none is fixed yet."""
    if not context["sessions"]:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Sinergi IKM//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_wita())
    for meeting in context["sessions"]:
        calendar.add_component(_event(meeting, context["offer"], status, sequence))
    return calendar.to_ical()


@cache
def _wita() -> Timezone:
    """Return the description of WITA; working it out takes longer than sending a mail."""
    return Timezone.from_tzid(WITA.key)


def _event(meeting: dict[str, Any], offer: dict[str, Any], status: str, sequence: int) -> Event:
    event = Event()
    event.add("uid", f"{meeting['session_id']}@sinergi-ikm")
    event.add("dtstamp", now())
    event.add("sequence", sequence)
    event.add("status", status)
    event.add("summary", f"{offer['title']}: {meeting['title']}")
    event.add("dtstart", datetime.fromisoformat(meeting["starts_at"]).astimezone(WITA))
    event.add("dtend", datetime.fromisoformat(meeting["ends_at"]).astimezone(WITA))
    place = meeting["place"] or offer["place"]
    if place:
        event.add("location", place)
    event.add("description", offer["institution_name"])
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -REMIND_BEFORE)
    alarm.add("description", offer["title"])
    event.add_component(alarm)
    return event

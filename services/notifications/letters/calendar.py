"""The calendar file beside an invitation or a confirmation, and the one that takes its meetings out again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from shared import calendar
from shared.calendar import CANCELLED, Entry, Meeting
from shared.settings import Office

REMIND_BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class CalendarFile:
    """An iCalendar file, and the iTIP method with which it travels."""

    content: bytes
    method: str


def calendar_file(status: str, context: Mapping[str, Any], office: Office) -> CalendarFile | None:
    """Return the meetings a letter is about in this state, or None where there is nothing to attach."""
    cancelled = status == CANCELLED
    meetings = [_meeting(context["offer"], meeting) for meeting in context.get("sessions") or []]
    if cancelled and not meetings:
        # The invitation's page lets the whole days be noted down before the hours are fixed.
        meetings = _days(context["offer"])
    remind_before = None if cancelled else REMIND_BEFORE
    content = calendar.calendar_file(meetings, _entry(context), office, status=status, remind_before=remind_before)
    return CalendarFile(content, calendar.method_of(status)) if content else None


def _entry(context: Mapping[str, Any]) -> Entry:
    invitation_id = context.get("invitation_id")
    return Entry(
        invitation_id,
        context.get("revision", 0),
        names=[name for name in (context.get("ikm_name"), context.get("delegate_name")) if name],
        former=context.get("former") or (),
        shared_uids=context.get("shared_uids", invitation_id is None),
    )


def _meeting(offer: Mapping[str, Any], meeting: Mapping[str, Any]) -> Meeting:
    return Meeting(
        id=meeting["session_id"],
        title=f"{offer['title']}: {meeting['title']}" if meeting["title"] else offer["title"],
        begins=datetime.fromisoformat(meeting["starts_at"]),
        ends=datetime.fromisoformat(meeting["ends_at"]),
        host=offer["institution_name"],
        place=meeting["place"] or offer["place"],
        sequence=meeting.get("sequence", 0),
    )


def _days(offer: Mapping[str, Any]) -> list[Meeting]:
    if not offer["starts_on"] or not offer["ends_on"]:
        return []
    return [
        Meeting(
            id=offer["offer_id"],
            title=offer["title"],
            begins=date.fromisoformat(offer["starts_on"]),
            ends=date.fromisoformat(offer["ends_on"]),
            host=offer["institution_name"],
            place=offer["place"],
        )
    ]

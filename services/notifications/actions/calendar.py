"""The calendar file beside an invitation or a confirmation, and the one that takes its meetings out again."""

from datetime import date, datetime, timedelta
from typing import Any

from services.notifications.domain.template import CALENDAR_CANCELLED
from shared import calendar
from shared.calendar import Meeting
from shared.settings import Office

REMIND_BEFORE = timedelta(days=1)


def calendar_file(context: dict[str, Any], status: str, office: Office) -> bytes | None:
    """Return the meetings of an invitation as a calendar, or None where none is fixed yet."""
    cancelled = status == CALENDAR_CANCELLED
    meetings = [_meeting(context["offer"], meeting) for meeting in context.get("sessions") or []]
    if not meetings and cancelled:
        # The invitation's page gives the whole days to who wants to note them down before the hours are fixed.
        meetings = [_days(context["offer"])]
    remind_before = None if cancelled else REMIND_BEFORE
    return calendar.calendar_file(
        meetings, office, revision=context.get("revision", 0), status=status, remind_before=remind_before
    )


def _meeting(offer: dict[str, Any], meeting: dict[str, Any]) -> Meeting:
    return Meeting(
        id=meeting["session_id"],
        title=f"{offer['title']}: {meeting['title']}",
        begins=datetime.fromisoformat(meeting["starts_at"]),
        ends=datetime.fromisoformat(meeting["ends_at"]),
        host=offer["institution_name"],
        place=meeting["place"] or offer["place"],
    )


def _days(offer: dict[str, Any]) -> Meeting:
    return Meeting(
        id=offer["offer_id"],
        title=offer["title"],
        begins=date.fromisoformat(offer["starts_on"]),
        ends=date.fromisoformat(offer["ends_on"]),
        host=offer["institution_name"],
        place=offer["place"],
    )

"""The calendar file beside an invitation or a confirmation, and the one that takes its meetings out again."""

from datetime import date, datetime, timedelta
from typing import Any

from services.notifications.domain.template import CALENDAR_CANCELLED, TEMPLATES
from services.notifications.models.message import Message
from shared import calendar
from shared.calendar import Entry, Meeting
from shared.settings import Office

REMIND_BEFORE = timedelta(days=1)


def calendar_file(email: Message, office: Office) -> tuple[bytes, str] | None:
    """Return the meetings a mail is about as a calendar with its method, or None where there is nothing to attach."""
    status = _status(email)
    if status is None:
        return None
    cancelled, context = status == CALENDAR_CANCELLED, email.context
    meetings = [_meeting(context["offer"], meeting) for meeting in context.get("sessions") or []]
    if cancelled and not meetings:
        # The invitation's page gives the whole days to who wants to note them down before the hours are fixed.
        meetings = _days(context["offer"])
    remind_before = None if cancelled else REMIND_BEFORE
    content = calendar.calendar_file(meetings, _entry(context), office, status=status, remind_before=remind_before)
    return content and (content, calendar.method_of(status))


def _status(email: Message) -> str | None:
    # Also a first "no" may follow a calendar entry: the invitation brought a file.
    return CALENDAR_CANCELLED if email.context.get("answer") == "declined" else TEMPLATES[email.template].calendar


def _entry(context: dict[str, Any]) -> Entry:
    invitation_id = context.get("invitation_id")
    return Entry(
        invitation_id,
        context.get("revision", 0),
        names=[name for name in (context.get("ikm_name"), context.get("delegate_name")) if name],
        former=context.get("former") or (),
        shared_uids=context.get("shared_uids", invitation_id is None),
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


def _days(offer: dict[str, Any]) -> list[Meeting]:
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

"""Calendar files (RFC 5545), alike from every service: one meeting has one UID, so that a phone keeps it once.

Each invitation has UIDs of its own: of two businesses with one mailbox, each keeps and loses its own entry.
METHOD:PUBLISH, not REQUEST: phones then offer "add to calendar" and no yes and no of their own, whose answer would go
to a mailbox and never reach the invitation (RFC 5546, 3.2.1; the reasons are in docs/decisions/0030). What is called
off comes with METHOD:CANCEL, the same UID and a higher SEQUENCE (RFC 5546, 3.2.5 and 4.1.3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress

from shared.clock import WITA, now
from shared.settings import Office

CANCELLED = "CANCELLED"
DAY = timedelta(days=1)
ABOVE_ALL = 1000
"""Added to a revision it lies above that of every invitation: none changes a thousand times."""


@dataclass(frozen=True)
class Meeting:
    """What stands in a calendar. With days instead of instants it takes whole days, ``ends`` being the last of them.

    ``sequence`` grows with each change of the meeting itself; it adds to that of whose entry it is.
    """

    id: object
    title: str
    begins: datetime | date
    ends: datetime | date
    host: str
    place: str | None
    sequence: int = 0


@dataclass(frozen=True)
class Entry:
    """Whose meetings they are; of two files of one invitation the higher ``revision`` counts.

    ``names`` are those of the business and of the one who comes. ``former`` are earlier invitations to the same seat,
    with lower revisions. ``shared_uids``: the meetings may also stand there under their own ids alone, as they did
    before each invitation had UIDs of its own, and nobody else needs those.
    """

    invitation_id: object | None
    revision: int
    names: Sequence[str] = ()
    former: Sequence[object] = ()
    shared_uids: bool = False


def calendar_file(
    meetings: Sequence[Meeting],
    entry: Entry,
    office: Office,
    *,
    status: str | None = None,
    remind_before: timedelta | None = None,
) -> bytes | None:
    """Return the meetings as a file, or None where there is none; cancelled, it takes out all that may be there."""
    if not meetings:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Sinergi IKM//ID")
    calendar.add("version", "2.0")
    calendar.add("method", method_of(status))
    calendar.add_component(_wita())
    for meeting in meetings:
        for uid, revision in _uids(meeting, entry, all_of_them=status == CANCELLED):
            event = _event(meeting, entry)
            event.add("uid", uid)
            event.add("sequence", revision + meeting.sequence)
            event.add("organizer", _organizer(office))
            if status:
                event.add("status", status)
            if remind_before:
                event.add_component(_alarm(meeting.title, remind_before))
            calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def method_of(status: str | None) -> str:
    """Return the iTIP method with which meetings of this status travel."""
    return "CANCEL" if status == CANCELLED else "PUBLISH"


def _uids(meeting: Meeting, entry: Entry, *, all_of_them: bool) -> Iterator[tuple[str, int]]:
    if entry.invitation_id:
        yield _uid(entry.invitation_id, meeting.id), entry.revision
    if all_of_them:
        for invitation_id in entry.former:
            yield _uid(invitation_id, meeting.id), entry.revision
    if all_of_them and entry.shared_uids:
        yield f"{meeting.id}@sinergi-ikm", entry.revision + ABOVE_ALL


def _uid(invitation_id: object, meeting_id: object) -> str:
    return f"{invitation_id}.{meeting_id}@sinergi-ikm"


@cache
def _wita() -> Timezone:
    """Return the description of WITA; working it out takes longer than sending a mail."""
    return Timezone.from_tzid(WITA.key)


def _event(meeting: Meeting, entry: Entry) -> Event:
    event = Event()
    event.add("dtstamp", now())
    event.add("summary", f"{meeting.title} ({', '.join(entry.names)})" if entry.names else meeting.title)
    event.add("description", meeting.host)
    if meeting.place:
        event.add("location", meeting.place)
    if isinstance(meeting.begins, datetime) and isinstance(meeting.ends, datetime):
        event.add("dtstart", meeting.begins.astimezone(WITA))
        event.add("dtend", meeting.ends.astimezone(WITA))
    else:
        event.add("dtstart", meeting.begins)
        event.add("dtend", meeting.ends + DAY)
    return event


def _organizer(office: Office) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{office.email}")
    organizer.params["cn"] = office.name
    return organizer


def _alarm(title: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", title)
    return alarm

"""Calendar files: what a phone needs to show a meeting once, and to take it out again."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from shared.calendar import CANCELLED, Meeting, calendar_file
from shared.settings import Office

OFFICE = Office("Disperindag", "0549-1", "ikm@contoh.id")
MORNING = Meeting(
    id=7,
    title="Foto produk: hari pertama",
    begins=datetime(2026, 12, 1, 1, tzinfo=UTC),
    ends=datetime(2026, 12, 1, 7, tzinfo=UTC),
    host="Politeknik",
    place="Sangatta",
)
WHOLE_DAYS = Meeting(7, "Foto produk", date(2026, 12, 1), date(2026, 12, 2), "Politeknik", None)


def read(*meetings: Meeting, **how: Any) -> Calendar:
    content = calendar_file(meetings, OFFICE, **{"revision": 1, **how})
    assert content
    return Calendar.from_ical(content)


def test_a_meeting_stands_at_its_hours_in_wita() -> None:
    (event,) = read(MORNING).walk("VEVENT")
    assert (event["DTSTART"].to_ical(), event["DTSTART"].params["TZID"]) == (b"20261201T090000", "Asia/Makassar")
    assert event["ORGANIZER"].params["CN"] == "Disperindag"


def test_days_without_hours_are_whole_and_the_last_one_counts() -> None:
    (event,) = read(WHOLE_DAYS).walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 1), date(2026, 12, 3))
    assert "LOCATION" not in event


def test_what_is_called_off_finds_the_meeting_it_takes_out() -> None:
    put, taken = read(MORNING), read(MORNING, revision=2, status=CANCELLED)
    (first,), (second,) = put.walk("VEVENT"), taken.walk("VEVENT")
    assert (put["METHOD"], taken["METHOD"], second["STATUS"]) == ("PUBLISH", "CANCEL", "CANCELLED")
    assert first["UID"] == second["UID"]
    assert first["SEQUENCE"] < second["SEQUENCE"]


def test_it_reminds_where_asked() -> None:
    assert [alarm["TRIGGER"].dt for alarm in read(MORNING, remind_before=timedelta(days=1)).walk("VALARM")] == [
        -timedelta(days=1)
    ]
    assert read(MORNING).walk("VALARM") == []


def test_without_meetings_there_is_no_file() -> None:
    assert calendar_file([], OFFICE, revision=1) is None

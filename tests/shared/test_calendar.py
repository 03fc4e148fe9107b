"""Calendar files: what a phone needs to show a meeting once, and to take it out again."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from shared.calendar import CANCELLED, Entry, Meeting, calendar_file
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
    entry = {name: how.pop(name) for name in set(how) & {field.name for field in fields(Entry)}}
    content = calendar_file(meetings, Entry(**{"invitation_id": "a", "revision": 1, **entry}), OFFICE, **how)
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
    assert calendar_file([], Entry("a", 1), OFFICE) is None


def uids(*meetings: Meeting, **how: Any) -> dict[str, int]:
    return {str(event["UID"]): event["SEQUENCE"] for event in read(*meetings, **how).walk("VEVENT")}


def test_of_two_invitations_each_has_entries_of_its_own() -> None:
    assert uids(MORNING, invitation_id="a").keys().isdisjoint(uids(MORNING, invitation_id="b", status=CANCELLED))


def test_an_entry_names_the_business_and_who_comes_for_it() -> None:
    (event,) = read(MORNING, names=["Keripik Sari", "Budi"]).walk("VEVENT")
    assert event["SUMMARY"] == "Foto produk: hari pertama (Keripik Sari, Budi)"


def test_the_end_takes_out_what_earlier_invitations_to_the_seat_left_and_only_that() -> None:
    put = uids(MORNING, invitation_id="b", former=["a"], revision=4)
    taken = uids(MORNING, invitation_id="b", former=["a"], revision=5, status=CANCELLED)
    assert put == {"b.7@sinergi-ikm": 4}
    assert taken == {"a.7@sinergi-ikm": 5, "b.7@sinergi-ikm": 5}


def test_an_id_that_was_once_shared_is_taken_out_where_nobody_else_needs_it() -> None:
    assert "7@sinergi-ikm" not in uids(MORNING, status=CANCELLED)
    assert uids(MORNING, status=CANCELLED, shared_uids=True)["7@sinergi-ikm"] > 100
    assert "7@sinergi-ikm" not in uids(MORNING, shared_uids=True)

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from services.partners.domain.timetable import MOST_DAYS, Slot, daily, period_after
from shared.clock import WITA

FIRST = date(2027, 3, 1)
HOURS = ("09:00", "15:00")


def test_it_meets_every_day_at_its_hours_in_wita():
    first, second = daily(uuid4(), FIRST, FIRST + timedelta(days=1), HOURS)
    assert (first.starts_at, first.ends_at) == (
        datetime(2027, 3, 1, 1, tzinfo=UTC),
        datetime(2027, 3, 1, 7, tzinfo=UTC),
    )
    assert second.starts_at - first.starts_at == timedelta(days=1)


def test_a_day_is_the_same_meeting_however_often_it_is_asked():
    offer_id = uuid4()
    ids = [slot.id for slot in daily(offer_id, FIRST, FIRST + timedelta(days=2), HOURS)]
    assert len(set(ids)) == 3
    assert ids == [slot.id for slot in daily(offer_id, FIRST, FIRST + timedelta(days=2), HOURS)]


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        (FIRST, FIRST + timedelta(days=MOST_DAYS), HOURS),
        (None, FIRST, HOURS),
        (FIRST, None, HOURS),
        (FIRST, FIRST, (None, None)),
    ],
)
def test_what_is_not_known_or_too_long_names_no_meeting(first, last, hours):
    assert list(daily(uuid4(), first, last, hours)) == []


def on(*days: int) -> list[Slot]:
    """A meeting on each of these days of January."""
    return [
        Slot(uuid4(), "", datetime(2027, 1, day, 8, tzinfo=WITA), datetime(2027, 1, day, 12, tzinfo=WITA))
        for day in days
    ]


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        ((5, 12), (7, 12), (7, 12)),
        ((5, 12), (5, 20), (5, 20)),
        ((5, 12), (5,), (5, 5)),
        ((7, 10), (7, 11), (5, 12)),
        ((7, 10), (3, 10), (3, 12)),
        ((), (8,), (5, 12)),
        ((), (20,), (5, 20)),
        ((5, 12), (), (5, 12)),
    ],
)
def test_the_days_of_a_programme_follow_its_meetings(
    before: tuple[int, ...], after: tuple[int, ...], days: tuple[int, int]
) -> None:
    found = period_after(date(2027, 1, 5), date(2027, 1, 12), on(*before), on(*after))
    assert tuple(day.day for day in found) == days

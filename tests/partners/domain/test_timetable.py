from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from services.partners.domain.timetable import MOST_DAYS, daily

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

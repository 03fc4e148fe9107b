"""A meeting that comes again each week, on several weekdays, until a day."""

from datetime import date, datetime, timedelta

import pytest

from services.partners.domain.series import weekly
from services.partners.domain.session import MOST
from shared.clock import WITA
from shared.errors import RuleBroken

TUESDAY = datetime(2027, 1, 5, 9, tzinfo=WITA)
HOURS = timedelta(hours=2)


def days(weekdays: list[str], until: date, starts_at: datetime = TUESDAY) -> list[str]:
    return [f"{begin:%d.%m. %H}–{end:%H}" for begin, end in weekly(starts_at, starts_at + HOURS, weekdays, until)]


def test_without_weekdays_it_comes_on_the_day_of_the_first_up_to_and_with_the_last() -> None:
    assert days([], date(2027, 1, 19)) == ["05.01. 09–11", "12.01. 09–11", "19.01. 09–11"]


def test_on_several_weekdays_it_comes_on_each() -> None:
    assert days(["TH", "TU"], date(2027, 1, 12)) == ["05.01. 09–11", "07.01. 09–11", "12.01. 09–11"]


def test_the_hours_and_days_are_those_of_the_office_not_of_the_server() -> None:
    in_utc = datetime.fromisoformat("2027-01-04T23:00:00+00:00")
    assert days(["TU"], date(2027, 1, 5), in_utc) == ["05.01. 07–09"]


def test_a_series_without_a_meeting_is_refused() -> None:
    with pytest.raises(RuleBroken):
        weekly(TUESDAY, TUESDAY + HOURS, ["MO"], date(2027, 1, 6))


def test_a_series_without_end_is_worked_out_no_further_than_it_is_refused() -> None:
    assert len(weekly(TUESDAY, TUESDAY + HOURS, [], date(2099, 1, 1))) == MOST + 1

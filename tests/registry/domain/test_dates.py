from datetime import date, datetime

import pytest

from services.registry.domain.cells import Unreadable
from services.registry.domain.dates import Period, period


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("26 s/d 27 02/2022", date(2022, 2, 26), date(2022, 2, 27)),
        ("5-6 Maret 2023", date(2023, 3, 5), date(2023, 3, 6)),
        ("30 Mei 2022 s/d 2 Juni 2022", date(2022, 5, 30), date(2022, 6, 2)),
        ("13-05-2022", date(2022, 5, 13), date(2022, 5, 13)),
        ("09/09/2025 07:47:00", date(2025, 9, 9), date(2025, 9, 9)),
        ("12 Mei 2023", date(2023, 5, 12), date(2023, 5, 12)),
        (date(2022, 11, 24), date(2022, 11, 24), date(2022, 11, 24)),
        (datetime(2022, 11, 24, 8, 0), date(2022, 11, 24), date(2022, 11, 24)),  # noqa: DTZ001 - as a cell has it
    ],
)
def test_days_and_periods_are_read(cell, first, last):
    assert period(cell) == Period(first, last)


@pytest.mark.parametrize("cell", ["31-02-2022", "minggu depan", "27 s/d 26 02/2022", "13-13-2022"])
def test_impossible_days_are_refused(cell):
    with pytest.raises(Unreadable):
        period(cell)

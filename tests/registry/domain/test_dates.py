from datetime import date, datetime

import pytest

from services.registry.domain.cells import Unreadable
from services.registry.domain.dates import DAY, MONTH, Doubtful, Period, period, readings


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


@pytest.mark.parametrize(
    "cell",
    ["12 s/d 14 Agustus 2021", "12 - 14 Agustus 2021", "12, 13, 14 Agustus 2021", "12,13 dan 14 Agustus 2021",
     "12 Agustus 2021 s.d. 14 Agustus 2021", "12 Agustus 2021 - 14 Agustus 2021", "12/08/2021-14/08/2021",
     "12-14/08/2021", "Kamis-Sabtu, 12-14 Agustus 2021", "12 sampai 14 Agt 2021", "12 Agustus s.d 14 Agustus 2021",
     "12/08/21 s/d 14/08/21", "12–14 Agustus 2021"],
)  # fmt: skip
def test_a_period_in_every_notation(cell):
    assert period(cell, DAY) == Period(date(2021, 8, 12), date(2021, 8, 14))


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("30 Agustus - 2 September 2021", date(2021, 8, 30), date(2021, 9, 2)),
        ("30/8 - 2/9/2021", date(2021, 8, 30), date(2021, 9, 2)),
        ("30 Des 2021 s/d 2 Jan 2022", date(2021, 12, 30), date(2022, 1, 2)),
        ("30 Desember - 2 Januari 2022", date(2021, 12, 30), date(2022, 1, 2)),
    ],
)
def test_a_period_over_two_months(cell, first, last):
    assert period(cell, DAY) == Period(first, last)


@pytest.mark.parametrize(
    "cell",
    ["12 Agt 2021", "12 Agst. 2021", "12-Agust-2021", "12 agustus2021", "12 Agt '21", "12-VIII-2021", "20210812",
     "Tgl. 12 Agustus 2021", "Sangatta, 12 Agustus 2021", "Kamis, 12 Agustus 2021", "hari Kamis, 12 Agustus 2021",
     "12 Agutus 2021", "12 Agustus 2021 jam 09.00", "12 AGUSTUS 2021", "2021-08-12T00:00", "44420"],
)  # fmt: skip
def test_a_day_in_every_notation(cell):
    assert period(cell) == Period(date(2021, 8, 12), date(2021, 8, 12))


@pytest.mark.parametrize(
    ("cell", "number"), [("12 Nop 2021", 11), ("12 Pebruari 2021", 2), ("12 Mrt 2021", 3), ("12 Sept 2021", 9)]
)
def test_months_have_old_and_short_names(cell, number):
    assert period(cell).first.month == number


@pytest.mark.parametrize(
    "cell",
    [
        "2026-10-02", "2026/10/02 9:12:01 AM GMT+8", "2026-10-02T14:03:22.000+08:00", "2 Oktober 2026", "2-Okt-26",
        "Jumat, 2 Oktober 2026", "October 2, 2026", "Oct 2nd 2026", 46297, 46297.38, "46297", "46297,38",
    ],
)  # fmt: skip
def test_a_day_that_needs_no_order(cell):
    assert period(cell) == Period(date(2026, 10, 2), date(2026, 10, 2))


@pytest.mark.parametrize(
    "cell", ["10/2/2026", "10/2/2026 14:03:22", "02-10-26", "2.10.2026 14.03", "02/10/2026 s/d 05/10/2026"]
)
def test_two_numbers_that_may_both_be_months_need_the_order_of_their_column(cell):
    with pytest.raises(Doubtful):
        period(cell)
    assert {order: read.first.month in (2, 10) for order, read in readings(cell).items()} == {DAY: True, MONTH: True}
    assert period(cell, DAY) != period(cell, MONTH)


@pytest.mark.parametrize(
    ("cell", "order"),
    [("15/10/2026", DAY), ("10/15/2026 8:00", MONTH), ("Jumat, 2/10/2026", DAY), ("30-8-2021 s/d 2-9-2021", DAY)],
)
def test_some_cells_show_the_order_themselves(cell, order):
    assert list(readings(cell)) == [order]


def test_a_year_of_two_digits_is_a_near_one():
    assert [period(f"13-5-{year}").first.year for year in ("98", "26", "29")] == [1998, 2026, 2029]


@pytest.mark.parametrize("cell", ["10794", "99999", "13-05-0202", "1/1/1900", "2021", "081234567890"])
def test_a_number_that_is_no_likely_day_is_none(cell):
    with pytest.raises(Unreadable):
        period(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "31-02-2022",
        "minggu depan",
        "27 s/d 26 02/2022",
        "13-13-2022",
        "Agustus 2021",
        "12 Desa 2021",
        "12/08/2021 atau 13/08/2021",
        "12 Okt 2021, 13 Okt 2021",
        "12 Agustus s/d selesai",
        "14 - 12 Agustus 2021",
    ],
)
def test_impossible_days_are_refused(cell):
    with pytest.raises(Unreadable):
        period(cell)

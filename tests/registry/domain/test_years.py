from datetime import date, datetime

import pytest

from services.registry.domain.cells import Unreadable
from services.registry.domain.years import year_of_licence


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("2019", 2019), (2019.0, 2019), ("2019.0", 2019), ("2.019", 2019), ("12/05/2019", 2019), ("Th. 2018", 2018),
        ("th.2018", 2018), ("Mei 2019", 2019), ("12 Agustus 2019", 2019), ("2018 (OSS)", 2018), ("sejak 2015", 2015),
        ("'2017", 2017), ("05-2021", 2021), (date(2019, 5, 12), 2019), (datetime(2019, 5, 12, 1), 2019),  # noqa: DTZ001
        ("", None), ("-", None), ("belum ada", None), ("0", None),
    ],
)  # fmt: skip
def test_the_year_of_a_licence(cell, year):
    assert year_of_licence(cell) == year


@pytest.mark.parametrize(
    "cell",
    ["2099", "1949", "proses", "201", 20199.0, "19", "2019-2024", "2019/2020", "2015, 2019", "44420", "12-05-19",
     date(2099, 1, 1), "503/12/DPM/2019"],
)  # fmt: skip
def test_a_year_in_which_no_licence_was_given_is_said(cell):
    with pytest.raises(Unreadable):
        year_of_licence(cell)

from datetime import date

import pytest

from services.registry.domain.cells import Unreadable
from services.registry.domain.date_order import UNKNOWN, date_columns, read_columns, unanswered
from services.registry.domain.dates import DAY, MONTH, Doubtful
from services.registry.domain.table import Row, Table

FEBRUARY, OCTOBER = date(2026, 2, 10), date(2026, 10, 2)


def kept(*cells, label="Tanggal"):
    rows = [Row("Daftar", number, {label: cell, "Nama": "Kalbana"}) for number, cell in enumerate(cells)]
    return date_columns([Table("Daftar", [label], 1, rows)])


def column(*cells, chosen=None):
    return read_columns({"Tanggal": kept(*cells)["Tanggal"] | {"chosen": chosen}})["Tanggal"]


def asked(*cells, chosen=None):
    return column(*cells, chosen=chosen).must_be_asked


@pytest.mark.parametrize(
    ("proof", "day"), [("10/15/2026", OCTOBER), ("15/10/2026", FEBRUARY), ("Jumat, 10/2/2026", OCTOBER)]
)
def test_one_row_shows_the_order_of_all(proof, day):
    for cells in (("10/2/2026", proof), (proof, "10/2/2026"), ("10/2/2026", "", "5/5/2026", "2026-01-02", proof)):
        assert column(*cells).read("10/2/2026").first == day
        assert not asked(*cells)


def test_where_no_row_shows_it_nothing_is_taken_until_a_person_says_it():
    with pytest.raises(Doubtful):
        column("10/2/2026", "3/4/2026").read("10/2/2026")
    assert asked("10/2/2026", "3/4/2026")
    assert column("10/2/2026", chosen=MONTH).read("10/2/2026").first == OCTOBER
    assert column("10/2/2026", chosen=DAY).read("10/2/2026").first == FEBRUARY
    with pytest.raises(Doubtful):
        column("10/2/2026", chosen=UNKNOWN).read("10/2/2026")


def test_rows_that_contradict_each_other_show_nothing_of_the_others():
    cells = ("10/2/2026", "15/10/2026", "10/15/2026")
    assert asked(*cells)
    assert [column(*cells).read(cell).first for cell in cells[1:]] == [date(2026, 10, 15)] * 2
    with pytest.raises(Doubtful):
        column(*cells).read(cells[0])
    assert column(*cells, chosen=MONTH).read("10/2/2026").first == OCTOBER


@pytest.mark.parametrize("cells", [("5/5/2026",), ("15/10/2026", "10/15/2026"), ("2026-10-02", "2 Oktober 2026")])
def test_nobody_is_asked_where_the_order_does_not_matter(cells):
    assert not any(one["doubtful"] for one in kept(*cells).values())
    assert unanswered(kept(*cells), {"Tanggal": "training_date"}) == []


def test_only_a_column_whose_days_are_taken_is_asked_about():
    columns = kept("10/2/2026")
    assert unanswered(columns, {"Tanggal": "answered_at"}) == ["Tanggal"]
    assert unanswered(columns, {"Tanggal": ""}) == unanswered(columns, {"Tanggal": "remarks"}) == []


def test_dates_a_spreadsheet_made_beside_texts_it_could_not_read_may_be_turned():
    cells = (FEBRUARY, "10/15/2026")
    assert asked(*cells)
    with pytest.raises(Doubtful):
        column(*cells).read(FEBRUARY)
    assert column(*cells, chosen=MONTH).read(FEBRUARY).first == OCTOBER
    assert column(*cells, chosen=DAY).read(FEBRUARY).first == FEBRUARY


@pytest.mark.parametrize("beside", [(date(2026, 2, 25), "10/15/2026"), ("3/4/2026", "10/15/2026")])
def test_other_dates_of_a_spreadsheet_are_what_they_are(beside):
    assert column(FEBRUARY, *beside).read(FEBRUARY).first == FEBRUARY
    assert not asked(FEBRUARY, *beside)


def test_a_column_of_real_dates_shows_and_needs_nothing():
    assert kept(FEBRUARY, "2026-10-15", "2 Oktober 2026") == {}


@pytest.mark.parametrize("cell", ["minggu depan", "13-13-2026"])
def test_what_is_no_day_is_said(cell):
    with pytest.raises(Unreadable):
        column("15/10/2026").read(cell)

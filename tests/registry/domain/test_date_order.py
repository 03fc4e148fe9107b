from datetime import date

import pytest

from services.registry.domain.cells import Unreadable
from services.registry.domain.date_order import UNKNOWN, date_columns, read_columns, unanswered
from services.registry.domain.dates import DAY, MONTH, Doubtful
from services.registry.domain.table import Row, Table
from shared.clock import today

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


def test_days_whose_month_has_its_name_are_written_by_a_hand_that_writes_the_day_first():
    cells = ("8/12/2021", "12/08/21", "12 Agustus 2021", "12 Nop 2021")
    assert not asked(*cells)
    assert column(*cells).read("8/12/2021").first == date(2021, 12, 8)
    assert column(*cells).is_guessed("8/12/2021")
    assert not column(*cells).is_guessed("12 Nop 2021")
    assert column(*cells, chosen=MONTH).read("8/12/2021").first == date(2021, 8, 12)


def test_a_program_that_writes_the_hour_is_no_such_hand():
    assert asked("8/9/2021 14:03:22", "12 Agustus 2021")


@pytest.mark.parametrize(
    ("cells", "day"),
    [
        (("5/3/2021", "2021-03-01", "2021-03-28"), date(2021, 3, 5)),
        (("3/5/2021", "2021-03-01", "2021-03-28"), date(2021, 3, 5)),
        (("3/5/2021", date(2021, 3, 14)), date(2021, 3, 5)),
        (("1/12/2099", "12/1/2025"), None),
        (("5/3/2021", "2021-03-01", "2021-06-28"), None),
        (("8/12/2021", "12 Agustus 2021"), None),
    ],
)
def test_days_in_doubt_lie_where_the_sure_ones_do_or_are_asked_about(cells, day):
    assert asked(*cells) == (day is None)
    if day:
        assert column(*cells).read(cells[0]).first == day


def test_no_day_of_a_list_has_still_to_come():
    year = today().year + 1
    assert column(f"2/1/{year}", f"1/2/{year}").must_be_asked


@pytest.mark.parametrize("cell", ["minggu depan", "13-13-2026"])
def test_what_is_no_day_is_said(cell):
    with pytest.raises(Unreadable):
        column("15/10/2026").read(cell)


def of_sheets(chosen=None, **cells):
    tables = [
        Table(sheet, ["Tanggal"], 1, [Row(sheet, place, {"Tanggal": cell}) for place, cell in enumerate(rows)])
        for sheet, rows in cells.items()
    ]
    return read_columns({"Tanggal": date_columns(tables)["Tanggal"] | {"chosen": chosen}})["Tanggal"]


DAY_FIRST, MONTH_FIRST, UNCLEAR = ("3/4/2026", "15/10/2026"), ("3/4/2026", "10/15/2026"), ("10/2/2026", "10/3/2026")


@pytest.mark.parametrize("proof", [DAY_FIRST, MONTH_FIRST])
def test_what_one_sheet_shows_is_not_said_of_another(proof):
    for sheets in ({"a": UNCLEAR, "b": proof}, {"b": proof, "a": UNCLEAR}):
        column = of_sheets(**sheets)
        assert column.must_be_asked
        assert column.example == "10/2/2026"
        with pytest.raises(Doubtful):
            column.of_sheet("a").read("10/2/2026")


def test_what_a_person_says_counts_where_a_sheet_does_not_show_it():
    column = of_sheets(chosen=MONTH, a=UNCLEAR, b=DAY_FIRST)
    assert column.of_sheet("a").read("10/2/2026").first == OCTOBER
    assert column.of_sheet("b").read("10/2/2026").first == FEBRUARY


def test_sheets_that_each_show_an_order_are_read_in_their_own():
    column = of_sheets(a=MONTH_FIRST, b=DAY_FIRST)
    assert not column.must_be_asked
    assert [column.of_sheet(sheet).read("10/2/2026").first for sheet in "ab"] == [OCTOBER, FEBRUARY]


def test_dates_one_sheet_may_have_turned_are_asked_about_beside_sheets_that_are_sound():
    column = of_sheets(a=(FEBRUARY, "10/15/2026"), b=(date(2026, 2, 25), *DAY_FIRST))
    assert column.must_be_asked
    with pytest.raises(Doubtful):
        column.of_sheet("a").read(FEBRUARY)
    assert column.of_sheet("b").read(FEBRUARY).first == FEBRUARY


@pytest.mark.parametrize("nik", ["1205011205900001", "1101011205900001", "2102031205900001", "3171010506900001"])
@pytest.mark.parametrize("separator", [" ", ".", "/", "-"])
@pytest.mark.parametrize("behind", ["", " (istri)"])
def test_a_personal_number_in_groups_is_no_day(nik, separator, behind):
    begin = separator.join((nik[:2], nik[2:4], nik[4:6]))
    assert kept(f"{begin} {nik[6:12]} {nik[12:]}{behind}") == kept(f"{begin}{separator}{nik[6:]}{behind}") == {}

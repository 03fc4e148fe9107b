"""A person's word on single rows: this one is a business, that one is none."""

import pytest

from services.registry.actions.import_keeping import keep_plan
from services.registry.actions.import_planning import draw_up
from services.registry.actions.import_said_rows import is_taken, keep_said, with_row
from services.registry.models import ImportBatch
from shared.errors import InvalidInput, RuleBroken, StaleForm
from tests.registry.factories import CIPHER
from tests.registry.lists import confirmed, received, rows_of, workbook_of

HEAD = ["No", "Nama IKM", "Kecamatan", "No HP"]
ROWS = [
    HEAD,
    [1, "Kalbana", "Kaliorang", "081234567890"],
    [2, "Tahu Sari", "Bengalon", "081234567891"],
    ["", "Jumlah", "", ""],
    [],
    ["", "Catatan: Mebel Jati", "", ""],
]
LIST = {"IKM": ROWS}


@pytest.fixture
def batch_id(database, tmp_path):
    return received(database, tmp_path, workbook_of(**LIST), "daftar.xlsx")


def say(database, folder, batch_id, row, business, sheet="IKM", revision=None):
    with database.reading() as session:
        batch = session.get_one(ImportBatch, batch_id)
    said, tables = with_row(batch, folder, sheet, row, business=business)
    with database.transaction() as session:
        return keep_said(session, batch_id, said, tables, revision or batch.revision)[0]


def plan(database, folder, batch_id):
    with database.reading() as session:
        drawn = draw_up(session, batch_id, folder, CIPHER)
    with database.transaction() as session:
        keep_plan(session, drawn)
    return [row.name for row in rows_of(database, batch_id)]


def test_a_row_taken_for_a_note_becomes_a_business_and_its_row_says_what_it_was(database, tmp_path, batch_id):
    assert plan(database, tmp_path, batch_id) == ["Kalbana", "Tahu Sari"]
    batch = say(database, tmp_path, batch_id, 6, business=True)
    assert (batch.status, batch.total, batch.plan_digest) == ("uploaded", 3, None)
    assert len(plan(database, tmp_path, batch_id)) == 3
    remarks = str(rows_of(database, batch_id)[-1].entry["remarks"])
    assert "A person said that it is a business." in remarks


def test_a_row_is_left_out_as_no_business(database, tmp_path, batch_id):
    batch = say(database, tmp_path, batch_id, 2, business=False)
    assert (batch.total, is_taken(batch, "IKM", 2)) == (1, False)
    assert plan(database, tmp_path, batch_id) == ["Tahu Sari"]


@pytest.mark.parametrize(("row", "business"), [(4, True), (6, True), (2, False)])
def test_taken_back_the_row_is_what_it_was(database, tmp_path, batch_id, row, business):
    with database.reading() as session:
        before = session.get_one(ImportBatch, batch_id).sheets
    say(database, tmp_path, batch_id, row, business)
    batch = say(database, tmp_path, batch_id, row, not business)
    assert (batch.said_rows, batch.sheets) == ([], before)


@pytest.mark.parametrize(("sheet", "row"), [("IKM", 99), ("Lain", 2), ("IKM", 1)])
def test_a_row_of_no_list_cannot_be_a_business(database, tmp_path, batch_id, sheet, row):
    with pytest.raises(InvalidInput):
        say(database, tmp_path, batch_id, row, business=True, sheet=sheet)


def test_of_a_sheet_that_is_not_there_nothing_is_kept(database, tmp_path, batch_id):
    with pytest.raises(InvalidInput):
        say(database, tmp_path, batch_id, 2, business=False, sheet="6408041708900123")


def test_a_list_without_any_business_left_is_refused(database, tmp_path, batch_id):
    say(database, tmp_path, batch_id, 2, business=False)
    with pytest.raises(InvalidInput):
        say(database, tmp_path, batch_id, 3, business=False)


def test_two_people_who_say_something_at_once(database, tmp_path, batch_id):
    with pytest.raises(StaleForm):
        say(database, tmp_path, batch_id, 2, business=False, revision=99)


def test_a_written_import_keeps_its_rows(database, tmp_path):
    batch = confirmed(database, tmp_path, workbook_of(**LIST), "daftar.xlsx")
    with pytest.raises(RuleBroken):
        say(database, tmp_path, batch.id, 6, business=True)


def test_of_two_tables_beside_each_other_the_named_one_is_meant(database, tmp_path):
    beside = [[*HEAD, "", *HEAD], *([*cells, "", *cells] for cells in ROWS[1:3])]
    batch_id = received(database, tmp_path, workbook_of(IKM=beside), "daftar.xlsx")
    assert say(database, tmp_path, batch_id, 2, business=False, sheet="IKM (F)").total == 3
    assert [(row.sheet, row.number) for row in planned_rows(database, tmp_path, batch_id)] == [
        ("IKM", 2),
        ("IKM", 3),
        ("IKM (F)", 3),
    ]


def planned_rows(database, folder, batch_id):
    plan(database, folder, batch_id)
    return rows_of(database, batch_id)


def test_a_title_of_the_next_table_and_a_heading_repeated_become_businesses(database, tmp_path):
    rows = [*ROWS[:3], [], ["", "Mebel Jati"], HEAD, [1, "Tempe", "Bengalon", "081234567892"]]
    batch_id = received(database, tmp_path, workbook_of(IKM=rows), "daftar.xlsx")
    say(database, tmp_path, batch_id, 5, business=True)
    assert "Mebel Jati" in plan(database, tmp_path, batch_id)
    say(database, tmp_path, batch_id, 6, business=True)
    assert len(plan(database, tmp_path, batch_id)) == 5

"""Hidden sheets: left out, shown as such, and taken in where a person says so."""

import pytest

from services.registry.actions import import_columns, import_receiving
from services.registry.actions.import_keeping import keep_plan
from services.registry.actions.import_planning import draw_up
from services.registry.actions.import_sheets import take_sheets
from services.registry.files import import_tables
from services.registry.models import ImportBatch
from shared.errors import InvalidInput, RuleBroken, StaleForm
from tests.registry.factories import CIPHER
from tests.registry.lists import confirmed, received, rows_of, workbook_with_hidden_sheet


@pytest.fixture
def batch_id(database, tmp_path):
    return received(database, tmp_path, workbook_with_hidden_sheet(), "daftar.xlsx")


def take(database, folder, batch_id, *names, **more):
    with database.reading() as session:
        tables = import_tables.all_tables_of(session.get_one(ImportBatch, batch_id), folder)
    with database.transaction() as session:
        return take_sheets(session, batch_id, names, tables, **more)


def plan(database, folder, batch_id):
    with database.reading() as session:
        drawn = draw_up(session, batch_id, folder, CIPHER)
    with database.transaction() as session:
        keep_plan(session, drawn)
    return [(row.sheet, row.name) for row in rows_of(database, batch_id)]


def test_a_hidden_sheet_is_left_out_and_known(database, tmp_path, batch_id):
    with database.reading() as session:
        batch = session.get_one(ImportBatch, batch_id)
        assert (batch.hidden_sheets, batch.taken_sheets, batch.total) == ({"Arsip"}, set(), 1)
        assert "Jenis Produk" not in batch.mapping
    assert plan(database, tmp_path, batch_id) == [("2026", "Kalbana")]


def test_a_hidden_sheet_is_taken_in_with_its_columns(database, tmp_path, batch_id):
    batch = take(database, tmp_path, batch_id, "Arsip")
    assert (batch.total, batch.mapping["Jenis Produk"]) == (2, "product")
    assert plan(database, tmp_path, batch_id) == [("2026", "Kalbana"), ("Arsip", "Kalbana lama")]


def test_another_choice_asks_for_a_new_plan_and_the_same_one_changes_nothing(database, tmp_path, batch_id):
    plan(database, tmp_path, batch_id)
    assert take(database, tmp_path, batch_id).status == "planned"
    assert take(database, tmp_path, batch_id, "Arsip").status == "uploaded"
    assert take(database, tmp_path, batch_id).mapping.keys() == {"Nama IKM", "Kecamatan", "No HP"}


def test_what_a_person_said_of_columns_stays(database, tmp_path, batch_id):
    with database.transaction() as session:
        import_columns.remap(session, batch_id, {"No HP": ""})
    assert take(database, tmp_path, batch_id, "Arsip").mapping["No HP"] == ""


def test_a_sheet_that_is_not_hidden_cannot_be_taken_in(database, tmp_path, batch_id):
    with pytest.raises(InvalidInput):
        take(database, tmp_path, batch_id, "2026")


def test_two_people_who_choose_at_once(database, tmp_path, batch_id):
    with pytest.raises(StaleForm):
        take(database, tmp_path, batch_id, "Arsip", revision=99)


def test_a_written_import_keeps_its_sheets(database, tmp_path):
    batch = confirmed(database, tmp_path, workbook_with_hidden_sheet(), "daftar.xlsx")
    with pytest.raises(RuleBroken):
        take(database, tmp_path, batch.id, "Arsip")


def test_a_workbook_of_hidden_sheets_alone_is_read(database, tmp_path):
    batch_id = received(database, tmp_path, workbook_with_hidden_sheet(), "daftar.xlsx")
    with database.reading() as session:
        tables = import_tables.all_tables_of(session.get_one(ImportBatch, batch_id), tmp_path)
    with database.transaction() as session:
        batch = session.get_one(ImportBatch, batch_id)
        import_receiving.describe(batch, [table for table in tables if table.hidden], {"Arsip"})
        assert batch.total == 1


def test_a_batch_of_before_has_no_hidden_sheets():
    batch = ImportBatch(sheets=[{"name": "DATA", "labels": ["Nama"], "rows": 3, "header_row": 1, "skipped": {}}])
    assert (batch.total, batch.hidden_sheets) == (3, set())

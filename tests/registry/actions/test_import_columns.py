"""A column may be given another meaning before the plan."""

import io

import pytest
import xlsxwriter

from services.registry.actions import import_columns
from services.registry.actions.import_planning import draw_up
from services.registry.models import ImportBatch
from shared.errors import InvalidInput, RuleBroken, StaleForm
from tests.registry.factories import CIPHER
from tests.registry.lists import (
    KALBANA,
    csv_of,
    planned,
    received,
    rows_of,
)

UNSURE = csv_of(
    "Tahu Rahma;Rahma;Kaliorang;120;memancing",
    "Kue Sri;Sri;Bengalon;80;-",
    header="Nama IKM;Nama Pemilik;Kecamatan;Kode Produksi;Hobi",
)


def test_columns_can_be_given_another_meaning(database, tmp_path):
    batch_id = received(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        batch = import_columns.remap(session, batch_id, {"Ket": "", "Alamat": "remarks"})
        assert batch.mapping["Alamat"] == "remarks"
    nameless = {"Nama IKM": "", "Nama Pemilik": ""}
    for wrong in (nameless, {"Alamat": "name"}, {"Alamat": "shoe_size"}):
        with database.transaction() as session, pytest.raises(InvalidInput):
            import_columns.remap(session, batch_id, wrong)


def test_sheets_may_name_their_columns_differently(database, tmp_path):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for name, header in (("Kaliorang", ("Nama IKM", "Kecamatan")), ("Bengalon", ("NAMA USAHA", "KEC"))):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, header)
            sheet.write_row(1, 0, (f"Tahu {name}", name))
        book.add_worksheet("Catatan").write(0, 0, "Lihat sheet lain")
    batch = planned(database, tmp_path, content.getvalue(), "dua.xlsx")
    assert [(row.sheet, row.name, row.verdict) for row in rows_of(database, batch.id)] == [
        ("Kaliorang", "Tahu Kaliorang", "new"),
        ("Bengalon", "Tahu Bengalon", "new"),
    ]


def test_columns_changed_by_two_people_at_once(database, tmp_path):
    batch_id = received(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session, pytest.raises(StaleForm):
        import_columns.remap(session, batch_id, {"Ket": ""}, revision=99)


def test_a_file_whose_columns_are_read_otherwise_by_now_is_asked_for_again(database, tmp_path):
    batch_id = received(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        batch = session.get_one(ImportBatch, batch_id)
        batch.mapping = {label: field for label, field in batch.mapping.items() if label != "Alamat"}
    with database.reading() as session, pytest.raises(RuleBroken):
        draw_up(session, batch_id, tmp_path, CIPHER)


def test_a_column_that_is_not_sure_is_asked_about_and_not_taken_before(database, tmp_path):
    batch = planned(database, tmp_path, UNSURE)
    column = batch.columns["Kode Produksi"]
    assert (batch.mapping["Kode Produksi"], column["field"], column["asked"]) == ("", "capacity", True)
    assert column["sure"] < 80
    first, second = rows_of(database, batch.id)
    assert "capacity" not in first.entry["values"]
    said = [remark["params"] for remark in first.entry["remarks"]]
    assert said[0]["label"] == "Kode Produksi"
    assert said[1]["labels"] == "“Hobi”"
    assert [remark["params"].get("labels") for remark in second.entry["remarks"]] == [None]


@pytest.mark.parametrize("field", ["capacity", ""])
def test_whoever_names_an_asked_column_has_answered(database, tmp_path, field):
    batch_id = received(database, tmp_path, UNSURE)
    with database.transaction() as session:
        batch = import_columns.remap(session, batch_id, {"Kode Produksi": field})
        assert (batch.mapping["Kode Produksi"], batch.columns["Kode Produksi"]["asked"]) == (field, False)
    with database.reading() as session:
        plan = draw_up(session, batch_id, tmp_path, CIPHER)
    assert plan.rows[0].entry.get("capacity") == (120 if field else None)
    assert "belum dipakai" not in " ".join(str(remark) for remark in plan.rows[0].entry.remarks)


def test_a_plan_is_old_once_a_column_was_answered(database, tmp_path):
    batch_id = planned(database, tmp_path, UNSURE).id
    with database.transaction() as session:
        assert import_columns.remap(session, batch_id, {"Nama IKM": "name"}).status == "planned"
        assert import_columns.remap(session, batch_id, {"Kode Produksi": ""}).status == "uploaded"


def test_a_list_whose_name_has_to_be_asked_about_has_no_plan_before(database, tmp_path):
    content = csv_of("Tahu Rahma;Bengalon;Rahma", header="Nama Kelompok;Kecamatan;Pemilik")
    batch_id = received(database, tmp_path, content)
    with database.transaction() as session, pytest.raises(InvalidInput):
        import_columns.remap(session, batch_id, {"Pemilik": "owner_name"})
    with database.transaction() as session:
        batch = import_columns.remap(session, batch_id, {"Nama Kelompok": "name"})
        assert import_columns.is_named(batch.mapping, batch.columns)


def test_several_columns_may_hold_one_address(database, tmp_path):
    content = csv_of("Tahu;Bengalon;Jl. Poros;3", header="Nama IKM;Kecamatan;Alamat;Hobi")
    batch_id = received(database, tmp_path, content)
    with database.transaction() as session:
        import_columns.remap(session, batch_id, {"Hobi": "address"})
    with database.transaction() as session, pytest.raises(InvalidInput):
        import_columns.remap(session, batch_id, {"Hobi": "kecamatan"})

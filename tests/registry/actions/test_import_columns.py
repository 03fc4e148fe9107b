"""A column may be given another meaning before the plan."""

import io

import pytest
import xlsxwriter

from services.registry.actions import imports
from shared.errors import InvalidInput, StaleForm
from tests.registry.lists import (
    KALBANA,
    csv_of,
    planned,
    received,
    rows_of,
)


def test_columns_can_be_given_another_meaning(database, tmp_path):
    batch_id = received(database, tmp_path, csv_of(KALBANA))
    with database.transaction() as session:
        batch = imports.remap(session, batch_id, {"Ket": "", "Alamat": "remarks"})
        assert batch.mapping["Alamat"] == "remarks"
    nameless = {"Nama IKM": "", "Nama Pemilik": ""}
    for wrong in (nameless, {"Alamat": "name"}, {"Alamat": "shoe_size"}):
        with database.transaction() as session, pytest.raises(InvalidInput):
            imports.remap(session, batch_id, wrong)


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
        imports.remap(session, batch_id, {"Ket": ""}, revision=99)

"""Formulas that no spreadsheet has worked out yet: said, and never taken for an empty cell."""

import io
import zipfile

import pytest
import xlsxwriter

from services.registry.domain.cells import Uncalculated
from services.registry.files import uploads
from services.registry.files.import_tables import find_tables
from services.registry.files.spreadsheets import read_sheets
from shared.errors import InvalidInput
from tests.registry.files.test_spreadsheets import CONTENT, MANIFEST
from tests.registry.files.test_upload import workbook, zipped
from tests.registry.lists import confirmed, csv_of, planned, rows_of

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_sheet(rows: str, prefix: str = "") -> bytes:
    """A workbook whose only sheet holds this XML, as a program may have written it."""
    with zipfile.ZipFile(io.BytesIO(workbook(["x"]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    data = f"<{prefix}sheetData>{rows}</{prefix}sheetData>"
    return zipped(parts | {SHEET: f'<{prefix}worksheet {name}="{MAIN}">{data}</{prefix}worksheet>'.encode()})


def rows(tmp_path, content: bytes, kind: str = "xlsx"):
    path = tmp_path / "upload"
    path.write_bytes(content)
    return read_sheets(path, kind, f"daftar.{kind}")[0].rows


def by_program(*formulas: tuple[str, str], row=("Kalbana", "Kaliorang", "Keripik")) -> bytes:
    """A list in which some cells of the one row are formulas without a result."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ("Nama IKM", "Kecamatan", "Jenis Produk", "TK L"))
        sheet.write_row(1, 0, row)
        for place, formula in formulas:
            sheet.write_formula(place, formula)
    return content.getvalue()


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('<c r="B1"><f>1+1</f></c>', Uncalculated("B1")),
        ('<c r="B1"><f>1+1</f><v/></c>', Uncalculated("B1")),
        ('<c r="B1"><f>1+1</f><v></v></c>', Uncalculated("B1")),
        ('<c r="B1" t="str"><f>A1</f></c>', Uncalculated("B1")),
        ('<c r="B1" t="shared"><f t="shared" si="0"/></c>', Uncalculated("B1")),
        ('<c r="B1"><f>1+1</f><v>2</v></c>', 2.0),
        ('<c r="B1" t="str"><f>A1</f><v>Tahu</v></c>', "Tahu"),
        ('<c r="B1" t="str"><f>IF(A1="","",1)</f><v></v></c>', ""),
    ],
)
def test_only_a_formula_without_a_stored_value_counts_as_not_calculated(tmp_path, cell, read):
    content = with_sheet(f'<row r="1"><c r="A1"><v>1</v></c>{cell}<c r="C1"><v>3</v></c></row>')
    assert rows(tmp_path, content) == [[1.0, read, 3.0]]


def test_places_are_counted_where_a_program_left_them_out(tmp_path):
    unplaced = "<x:c><x:v>1</x:v></x:c><x:c><x:f>A1</x:f></x:c>"
    content = with_sheet(f'<x:row>{unplaced}</x:row><x:row><x:c r="C2"><x:v>1</x:v></x:c>{unplaced}</x:row>', "x:")
    first, second = rows(tmp_path, content)
    assert first[:2] == [1.0, Uncalculated("B1")]
    assert second[2:] == [1.0, 1.0, Uncalculated("E2")]


def test_a_formula_outside_of_all_values_is_seen(tmp_path):
    content = with_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="D3"><f>A1</f></c></row>')
    assert rows(tmp_path, content)[2][3] == Uncalculated("D3")


def test_a_nought_in_a_workbook_that_was_never_opened_is_no_value(tmp_path):
    assert rows(tmp_path, by_program(("D2", "=1+1")))[1][3] == Uncalculated("D2")


def test_a_formula_in_a_libreoffice_workbook(tmp_path):
    cells = '<table:table-cell table:number-columns-repeated="2"/><table:table-cell table:formula="of:=[.A1]"/>'
    content = CONTENT.replace(">\n<", "><").replace("</table:table-row>", f"{cells}</table:table-row>")
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": mimetype, "META-INF/manifest.xml": MANIFEST.encode(), "content.xml": content.encode()}
    assert rows(tmp_path, zipped(parts), "ods")[0][4] == Uncalculated("E1")


def test_a_sheet_with_a_formula_that_is_no_xml_is_damaged(tmp_path):
    with pytest.raises(InvalidInput):
        rows(tmp_path, with_sheet('<row r="1"><c r="A1"><f>1 & 1</f></c></row>'))


def test_the_row_says_which_cells_and_goes_without_their_values(sqlite_database, tmp_path):
    database = sqlite_database("registry")
    batch = planned(database, tmp_path, by_program(("C2", "=A2"), ("D2", "=1+1")), "daftar.xlsx")
    [row] = rows_of(database, batch.id)
    assert row.verdict == "new"
    assert "product" not in row.entry["values"]
    assert "workers_male" not in row.entry["values"]
    assert row.entry["remarks"][0]["params"] == {"cells": "C2, D2"}


def test_a_row_whose_name_is_such_a_formula_is_refused(sqlite_database, tmp_path):
    database = sqlite_database("registry")
    batch = planned(database, tmp_path, by_program(("A2", "=B2"), row=("", "Kaliorang")), "daftar.xlsx")
    [row] = rows_of(database, batch.id)
    assert row.verdict == "refused"
    assert row.plan["reasons"][0]["params"] == {"cells": "A2"}
    assert row.entry["remarks"] == []


def test_a_row_of_nothing_but_such_formulas_is_not_dropped(tmp_path):
    upload = uploads.store(tmp_path, io.BytesIO(by_program(("A2", "=B2"), row=())), "daftar.xlsx")
    [table] = find_tables(upload.path, upload.kind, upload.filename)
    assert [row.number for row in table.rows] == [2]
    assert table.skipped == {"heading": 1}


def test_a_formula_in_a_csv_file_stays_text_and_is_said(sqlite_database, tmp_path):
    database = sqlite_database("registry")
    link = '=HYPERLINK("http://contoh.id","klik")'
    quoted = link.replace('"', '""')
    batch = confirmed(database, tmp_path, csv_of(f'"{quoted}";Nora;Kaliorang;081234567890;;;;"+SUM(A1)";'))
    [row] = rows_of(database, batch.id)
    assert row.name == link
    assert row.entry["values"]["address"] == "+SUM(A1)"
    assert "formula" in row.entry["remarks"][0]["template"]

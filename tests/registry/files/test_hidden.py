"""What a workbook hides, and which of its cells are one."""

import io
import zipfile

import pytest
import xlsxwriter

from services.registry.files.spreadsheets import read_sheets
from tests.registry.files.test_spreadsheets import CONTENT, MANIFEST


@pytest.fixture
def sheets(tmp_path):
    path = tmp_path / "upload"
    with xlsxwriter.Workbook(path) as book:
        seen, hidden, very = (book.add_worksheet(name) for name in ("Data", "Arsip", "Daftar pilihan"))
        for sheet in (seen, hidden, very):
            sheet.write_row(0, 0, ["Nama", "Kec", "HP"])
        seen.merge_range(1, 1, 3, 1, "Kaubun")
        seen.set_row(2, None, None, {"hidden": True})
        seen.set_column(2, 2, None, None, {"hidden": True})
        hidden.hide()
        very.very_hidden()
    return {sheet.name: sheet for sheet in read_sheets(path, "xlsx", "daftar.xlsx")}


def test_hidden_sheets_are_known(sheets):
    assert [sheet.hidden for sheet in sheets.values()] == [False, True, True]


def test_hidden_rows_and_columns_are_known(sheets):
    assert (sheets["Data"].hidden_rows, sheets["Data"].hidden_columns) == ({2}, {2})
    assert (sheets["Arsip"].hidden_rows, sheets["Arsip"].hidden_columns) == (set(), set())


def test_merged_cells_are_known(sheets):
    assert sheets["Data"].merged == [(1, 1, 3, 1)]


def test_a_libreoffice_workbook_tells_merged_cells_and_hidden_rows(tmp_path):
    cell = '<table:table-cell office:value-type="string"{}><text:p>Kaubun</text:p></table:table-cell>'
    spanned = cell.format(" table:number-rows-spanned='2' table:number-columns-spanned='1'")
    below = f"<table:covered-table-cell/>{cell.format('')}"
    rows = (
        f"<table:table-row>{spanned}</table:table-row>"
        f"<table:table-row table:visibility='filter'>{below}</table:table-row>"
    )
    start = CONTENT.replace(">\n<", "><")
    head, foot = start[: start.index("<table:table-row>")], start[start.index("</table:table>") :]
    path = tmp_path / "upload"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", head + rows + foot)
    path.write_bytes(content.getvalue())
    [sheet] = read_sheets(path, "ods", "daftar.ods")
    assert sheet.merged == [(0, 0, 1, 0)]
    assert sheet.hidden_rows == {1}

"""What a workbook hides, and which of its cells are one."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from services.registry.domain.sheets.finding import HIDDEN_ROW
from services.registry.files.hidden_xls import layouts_in_xls
from services.registry.files.spreadsheets import read_sheets
from tests.registry.files.test_spreadsheets import CONTENT, MANIFEST
from tests.registry.whole_lists import entries_of


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


OLD = Path(__file__).parents[1] / "workbooks" / "tersembunyi.xls"
"""A hidden row and column, a sheet that hides nothing, and a hidden sheet with a hidden row."""


def test_an_old_workbook_tells_what_it_hides():
    found = {sheet.name: sheet for sheet in read_sheets(OLD, "xls", "tersembunyi.xls")}
    assert [sheet.hidden for sheet in found.values()] == [False, False, True]
    assert [(sheet.hidden_rows, sheet.hidden_columns) for sheet in found.values()] == [
        ({2}, {3}),
        (set(), set()),
        ({1}, set()),
    ]


def test_a_hidden_row_of_an_old_workbook_says_so():
    entries = entries_of(read_sheets(OLD, "xls", "tersembunyi.xls")[:1])
    assert [HIDDEN_ROW in entry.remarks for entry in entries.values()] == [False, True, False]


@pytest.mark.parametrize("cut", [512, 2048, 4000])
def test_of_an_old_workbook_that_cannot_be_followed_nothing_is_told(tmp_path, cut):
    path = tmp_path / "upload"
    path.write_bytes(OLD.read_bytes()[:cut] + b"\xff" * 4096)
    assert list(layouts_in_xls(str(path))) == []

"""Opening workbooks in a process of their own."""

import io
import zipfile
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter

from services.registry.files import spreadsheets
from services.registry.files.spreadsheets import read_sheets
from shared.errors import InvalidInput
from shared.storage import is_full

CONTENT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Data"><table:table-row>
<table:table-cell office:value-type="string"><text:p>Nama IKM</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="812"><text:p>812</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"""


def test_an_excel_workbook_with_dates(tmp_path):
    path = tmp_path / "upload"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Bimtek")
        sheet.write_row(2, 1, ["Nama IKM", 0.5])
        sheet.write_datetime(3, 1, date(2022, 11, 24))
    [read] = read_sheets(path, "xlsx", "daftar.xlsx")
    assert read.name == "Bimtek"
    assert read.rows[2][1:] == ["Nama IKM", 0.5]
    assert read.rows[3][1] == date(2022, 11, 24)


def test_a_libreoffice_workbook(tmp_path):
    path = tmp_path / "upload"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", CONTENT.replace(">\n<", "><"))
    path.write_bytes(content.getvalue())
    assert read_sheets(path, "ods", "daftar.ods")[0].rows == [["Nama IKM", 812.0]]


def test_a_reader_that_fails_says_so_and_takes_nothing_with_it(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b"PK\x03\x04 and nothing behind it")
    with pytest.raises(InvalidInput):
        read_sheets(path, "xlsx", "daftar.xlsx")


def test_a_reader_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheets, "SECONDS", 0.001)
    with pytest.raises(InvalidInput):
        read_sheets(tmp_path / "upload", "xlsx", "daftar.xlsx")


def test_a_disk_without_room_for_what_is_read_is_no_fault_of_the_file(tmp_path, monkeypatch):
    path = tmp_path / "upload"
    path.write_bytes(b"Nama IKM;Kecamatan\nKalbana;Kaliorang\n")
    monkeypatch.setattr(spreadsheets.tempfile, "TemporaryFile", partial(Path("/dev/full").open, "wb"))
    with pytest.raises(OSError, match="space") as full:
        read_sheets(path, "csv", "daftar.csv")
    assert is_full(full.value)

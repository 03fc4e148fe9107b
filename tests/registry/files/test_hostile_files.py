"""Small files that unfold to far too much: refused with a sentence, within bounded memory, time and result."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from services.registry.files import extent, sheet_reader
from services.registry.files.spreadsheets import read_sheets
from services.registry.files.upload import kind_of
from shared.errors import InvalidInput
from tests.registry.files.test_spreadsheets import CONTENT, MANIFEST

ROWS = '<table:table-row table:number-rows-repeated="1048576">'
COLUMNS = '<table:table-cell table:number-columns-repeated="900" office:value-type'
HEADER = b"Nama IKM;Kecamatan\n"
TEXTS = {
    "lines": HEADER + b"a;b\n" * 1_100_000,
    "delimiters": HEADER + b";" * 9_000_000,
    "cells": HEADER + (b"1;" * 500 + b"\n") * 4_100,
    "one_cell": HEADER + b"x" * 40_000,
}


def libreoffice(path: Path, content: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content.replace(">\n<", "><"))


def repeated_rows(path: Path) -> None:
    libreoffice(path, CONTENT.replace("<table:table-row>", ROWS))


def repeated_rows_and_columns(path: Path) -> None:
    libreoffice(
        path, CONTENT.replace("<table:table-row>", ROWS).replace("<table:table-cell office:value-type", COLUMNS)
    )


def one_text_everywhere(path: Path) -> None:
    """The text stands once in the file, and every cell points to it."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in range(17_000):
            sheet.write_row(row, 0, ["x" * 32_000, "x" * 32_000])


@pytest.mark.parametrize("make", [repeated_rows, repeated_rows_and_columns, one_text_everywhere])
def test_a_workbook_that_repeats_itself_is_refused_within_its_bounds(tmp_path, make):
    path = tmp_path / "upload"
    make(path)
    kind = kind_of(path, "daftar")
    with pytest.raises(InvalidInput):
        read_sheets(path, kind, "daftar")


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_is_no_list_is_refused_with_a_sentence(tmp_path, name):
    path = tmp_path / "upload"
    path.write_bytes(TEXTS[name])
    with pytest.raises(InvalidInput) as refused:
        read_sheets(path, "csv", "daftar.csv")
    [sentence] = refused.value.errors["file"]
    assert sentence.template in (extent.TOO_MUCH.template, extent.TOO_LONG.template)


def test_what_the_reader_writes_is_bounded_too(tmp_path):
    program = "import resource, sys; from services.registry.files import extent, sheet_reader as r; \
r.LIMITS[resource.RLIMIT_FSIZE] = 100; sys.exit(r.main(*sys.argv[1:]))"
    path = tmp_path / "upload"
    path.write_bytes(HEADER + b"Tahu Berkah;Kaliorang\n" * 100)
    with (tmp_path / "result").open("wb") as result:
        done = subprocess.run([sys.executable, "-c", program, path, "csv", "daftar"], stdout=result,
                              stderr=subprocess.DEVNULL, check=False)  # fmt: skip
    assert done.returncode not in (sheet_reader.READ, sheet_reader.REFUSED)
    assert (tmp_path / "result").stat().st_size <= 100


def test_a_formatted_empty_cell_in_the_last_row_is_nothing(tmp_path):
    path = tmp_path / "upload"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["Nama IKM", "Kecamatan"])
        sheet.write_row(1, 0, ["Tahu Berkah", "Kaliorang"])
        sheet.write_blank(1_048_575, 9, None, book.add_format({"bold": True}))
    [read] = read_sheets(path, kind_of(path, "daftar.xlsx"), "daftar.xlsx")
    assert read.rows == [["Nama IKM", "Kecamatan"], ["Tahu Berkah", "Kaliorang"]]

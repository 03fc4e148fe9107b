"""Files that are no list: each is refused with a sentence before anything opens it."""

import io
import zipfile

import pytest
import xlsxwriter

from services.registry.files import extent, upload
from shared.errors import InvalidInput


def workbook(*rows) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return content.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return the parts as an archive, the same whenever it is made: tests are named by it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def kind(tmp_path, content: bytes, filename: str = "daftar.xlsx") -> str:
    path = tmp_path / "upload"
    path.write_bytes(content)
    return upload.kind_of(path, filename)


def refusal(tmp_path, content: bytes, filename: str = "daftar.xlsx") -> str:
    with pytest.raises(InvalidInput) as refused:
        kind(tmp_path, content, filename)
    [message] = refused.value.errors["file"]
    return message.template


BOOK = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"<sheetData/>"}


def test_workbooks_and_lists_are_known_by_their_content(tmp_path):
    assert kind(tmp_path, workbook(["Nama IKM"]), "daftar.csv") == "xlsx"
    assert kind(tmp_path, b"Nama IKM;Kecamatan\nKalbana;Kaliorang\n") == "csv"
    ods = zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
    assert kind(tmp_path, ods) == "ods"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff\xe0 JFIF", "picture"),
        (b"\x89PNG\r\n", "picture"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x01\x02\x03 binary", "no workbook"),
        (zipped({"word/document.xml": b"<x/>"}), "text document"),
        (zipped({"ppt/presentation.xml": b"<x/>"}), "presentation"),
        (zipped({"Index/Document.iwa": b"x"}), "Numbers"),
        (zipped({"daftar.xlsx": b"x"}), "Unpack it first"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "text document"),
        (b"{\\rtf1\\ansi", "text document"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "picture"),
        (b"\x00\x00\x00\x18ftypheic", "picture"),
        (b"BM\x36\x00\x00\x00", "picture"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web archive"),
        (b'{"url": "https://docs.google.com/open?id=x", "doc_id": "x"}', "Google"),
        (b"SQLite format 3\x00", "database"),
        (b"\x09\x04\x06\x00\x00\x00", "old program"),
        (b'<?xml version="1.0"?><daftar/>', "XML file of another kind"),
        (workbook(["Nama IKM"])[:900], "damaged"),
        (zipped(BOOK | {"xl/vbaProject.bin": b"x"}), "macros"),
        (zipped({"xl/workbook.bin": b"x"}), ".xlsb"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Word", "no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "text document"),
    ],
)
def test_what_is_no_list_is_refused_by_its_content(tmp_path, content, word):
    assert word in refusal(tmp_path, content)


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        (b"<html><table><tr><td>Nama", "html"),
        (b"\xef\xbb\xbf\r\n\r\n<!DOCTYPE html>", "html"),
        (b"<br />\n<b>Warning</b>: mysql in <b>x.php</b><br />\n<table border=1>", "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        ("<table><tr><td>Nama".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "xml"),
        (b"<b>Tebal</b>;Kecamatan\nKalbana;Kaliorang", "csv"),
        (b"BM Mart;Kecamatan\nKalbana;Kaliorang", "csv"),
        (b"PK Jaya;Kecamatan\nKalbana;Kaliorang", "csv"),
    ],
)
def test_what_applications_export_is_read_whatever_its_name(tmp_path, beginning, expected):
    assert kind(tmp_path, beginning, "daftar.xls") == expected


def test_a_macro_workbook_is_refused_by_its_name_too(tmp_path):
    assert "macros" in refusal(tmp_path, zipped(BOOK), "daftar.xlsm")


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(upload, "LARGEST_FILE", 10)
    assert refusal(tmp_path, b"Nama IKM;Kecamatan") == upload.TOO_LARGE.template


def test_a_zip_bomb_is_not_opened(tmp_path):
    bomb = zipped(BOOK | {f"xl/media/{place}.bin": bytes(60 * 1024 * 1024) for place in range(6)})
    assert len(bomb) < upload.LARGEST_FILE
    assert refusal(tmp_path, bomb) == extent.BOMB.template


FIRST_ROW = b'<row r="1"><c r="A1"><v>1</v></c></row>'


def sheet_reaching_to(value):
    return {"xl/worksheets/sheet1.xml": FIRST_ROW + b'<c r="XFD1048576" s="1">' + value + b"</c>"}


def test_a_lone_cell_in_the_far_corner_is_a_bomb(tmp_path):
    assert refusal(tmp_path, zipped(BOOK | sheet_reaching_to(b"<v>1</v>"))) == extent.BOMB.template


@pytest.mark.parametrize(
    "cell", [b'<c r="XFD1048576" s="1"/>', b'<c r="XFD1048576" s="1" t="n" />', b'<c r="XFD1048576"></c>']
)
def test_an_empty_cell_in_the_far_corner_is_nothing(tmp_path, cell):
    path = tmp_path / "upload"
    path.write_bytes(zipped(BOOK | {"xl/worksheets/sheet1.xml": FIRST_ROW + cell}))
    assert upload.kind_of(path, "daftar.xlsx") == "xlsx"


def test_a_size_that_lies_is_found_out(tmp_path):
    content = bytearray(zipped(BOOK | {"xl/worksheets/sheet1.xml": b"<c/>" * 100_000}))
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = (8).to_bytes(4, "little")
    assert refusal(tmp_path, bytes(content)) == upload.DAMAGED.template

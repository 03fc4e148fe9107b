"""Whether an uploaded file is a table that may be opened at all: judged by its content, never by its name alone."""

import re
import zipfile
from pathlib import Path
from typing import Any

from services.registry.files.foreign import NO_WORKBOOK, XML, foreign, foreign_compound, foreign_zip
from services.registry.files.spreadsheet_xml import NAMESPACE
from shared.errors import InvalidInput
from shared.language import Message, msg

LARGEST_FILE = 25 * 1024 * 1024
LARGEST_UNPACKED = 300 * 1024 * 1024
LARGEST_GRID = 8_000_000
"""Cells a sheet may span: a far corner cell makes readers reserve everything before it."""
MOST_PARTS = 2000
_CHUNK = 1024 * 1024
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
MOST_ROWS, MOST_CELLS, MOST_TEXT = 200_100, 2_000_000, 30_000_000
"""Rows (200,000 and what stands above and below them), filled cells and characters of one file: ten times what the
largest list of a province holds."""
LONGEST_CELL = 32_767
"""What a spreadsheet lets into one cell."""
_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>(?!</)')
"""A cell of a worksheet that holds something: an empty one may carry a format and is nothing."""
_PAGE = re.compile(r"<(?:!doctype html|html|head|body|meta|style|table)\b", re.IGNORECASE)
MACROS = msg("The workbook holds macros. Save it as .xlsx without macros, then upload it again.")
BINARY = msg("This is a binary workbook (.xlsb). Save it as .xlsx, then upload it again.")
LOCKED = msg("The workbook is protected by a password. Save it without one, then upload it again.")
DAMAGED = msg("The file is damaged or was cut off. Save it again, then upload it again.")
NO_TABLE = msg("This is a web page without a table. Open it in Excel, look for the list, save that as .xlsx.")
TOO_LARGE = msg("The file is larger than 25 MB. Split it, or remove pictures and empty sheets.")
TOO_LONG = msg("A cell of the file holds more text than a spreadsheet allows. It was not opened.")
TOO_MUCH = msg("The file holds more than one list of businesses can. Split it into several files.")
BOMB = msg("The file unpacks to far more than a list of businesses can be. It was not opened.")


class Extent:
    """How much of a file has been read; raises InvalidInput as soon as it is more than a list can be."""

    def __init__(self) -> None:
        self.rows = self.cells = self.text = 0

    def add(self, row: list[Any]) -> list[Any]:
        """Count a row and return it."""
        filled = [cell for cell in row if cell not in ("", None)]
        self.rows += bool(filled)
        self.cells += len(filled)
        lengths = [len(cell) for cell in filled if isinstance(cell, str)]
        self.text += sum(lengths)
        if self.rows > MOST_ROWS or self.cells > MOST_CELLS or self.text > MOST_TEXT:
            raise refuse(TOO_MUCH)
        if max(lengths, default=0) > LONGEST_CELL:
            raise refuse(TOO_LONG)
        return row


def refuse(message: Message) -> InvalidInput:
    """Return the error of a file that cannot be taken."""
    return InvalidInput({"file": [message]})


def kind_of(path: Path, filename: str) -> str:
    """Return ``xlsx``, ``ods``, ``xls``, ``csv``, ``html`` or ``xml``; for all else raises InvalidInput, unopened."""
    size = path.stat().st_size
    if size == 0:
        raise refuse(msg("The file is empty."))
    if size > LARGEST_FILE:
        raise refuse(TOO_LARGE)
    with path.open("rb") as file:
        head = file.read(4096)
    if filename.casefold().endswith((".xlsm", ".xltm", ".xlam")):
        raise refuse(MACROS)
    if head.startswith(_ZIP):
        return _zipped(path)
    if head.startswith(_OLE):
        return _compound(path)
    return _text(head)


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            kind = _zip_kind(archive)
            _weigh(archive)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as problem:
        raise refuse(DAMAGED) from problem
    return kind


def _zip_kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise refuse(MACROS)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise refuse(BINARY)
    if "content.xml" in names and "mimetype" in names:
        if b"encryption-data" in _first(archive, "META-INF/manifest.xml"):
            raise refuse(LOCKED)
        if b"spreadsheet" in _first(archive, "mimetype"):
            return "ods"
    raise refuse(foreign_zip(archive))


def _first(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(65536)


def _weigh(archive: zipfile.ZipFile) -> None:
    """Unpack everything once into nothing: declared sizes may lie."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise refuse(BOMB)
    unpacked = 0
    for part in parts:
        rows = columns = 0
        with archive.open(part) as content:
            tail = b""
            while chunk := content.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > LARGEST_UNPACKED:
                    raise refuse(BOMB)
                if part.filename.startswith("xl/worksheets/"):
                    rows, columns, tail = _corner(tail + chunk, rows, columns)
        if rows * columns > LARGEST_GRID:
            raise refuse(BOMB)


def _corner(content: bytes, rows: int, columns: int) -> tuple[int, int, bytes]:
    # The last cell of a chunk and the widest letters are enough: cells come in order of rows.
    found = _CELL.findall(content)
    if found:
        rows = max(rows, int(found[-1][1]))
        widest = max((letters for letters, _ in found), key=lambda letters: (len(letters), letters))
        columns = max(columns, _column(widest))
    return rows, columns, content[-200:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def require_list(content: bytes) -> None:
    """Raise InvalidInput where a text has more lines or delimiters than a list can, before anything takes it apart."""
    delimiters = max(content.count(sign) for sign in (b";", b"\t", b"|", b","))
    if content.count(b"\n") > 5 * MOST_ROWS or delimiters > LARGEST_GRID:
        raise refuse(TOO_MUCH)


def _compound(path: Path) -> str:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refuse(LOCKED)
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise refuse(MACROS)
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return "xls"
    raise refuse(foreign_compound(content))


def _text(head: bytes) -> str:
    if sentence := foreign(head):
        raise refuse(sentence)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in head and not wide:
        raise refuse(NO_WORKBOOK)
    words = head.decode("utf-16" if wide else "utf-8-sig", errors="replace").strip()
    if not words.startswith("<"):
        return "csv"
    if NAMESPACE in words:
        return "xml"
    if _PAGE.search(words):
        return "html"
    if words.startswith("<?xml"):
        raise refuse(XML)
    return "csv"

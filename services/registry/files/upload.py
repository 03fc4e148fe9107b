"""Whether an uploaded file is a table that may be opened at all: judged by its content, never by its name alone."""

import re
import zipfile
from pathlib import Path

from services.registry.files.extent import refuse, weigh
from services.registry.files.foreign import NO_WORKBOOK, XML, foreign, foreign_compound, foreign_zip
from services.registry.files.spreadsheet_xml import NAMESPACE
from shared.language import msg

LARGEST_FILE = 25 * 1024 * 1024
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_PAGE = re.compile(r"<(?:!doctype html|html|head|body|meta|style|table)\b", re.IGNORECASE)
MACROS = msg("The workbook holds macros. Save it as .xlsx without macros, then upload it again.")
BINARY = msg("This is a binary workbook (.xlsb). Save it as .xlsx, then upload it again.")
LOCKED = msg("The workbook is protected by a password. Save it without one, then upload it again.")
DAMAGED = msg("The file is damaged or was cut off. Save it again, then upload it again.")
NO_TABLE = msg("This is a web page without a table. Open it in Excel, look for the list, save that as .xlsx.")
TOO_LARGE = msg("The file is larger than 25 MB. Split it, or remove pictures and empty sheets.")


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
            weigh(archive)
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

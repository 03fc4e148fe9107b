"""What of an old workbook (.xls) nobody sees: its rows and columns say so in records of their own.

To be used in a process with bounded memory and time. Records as in [MS-XLS] 2.4: BoundSheet8, ColInfo, Row.
"""

import re
import struct
from collections.abc import Iterator

import olefile

from services.registry.files.layout import WIDEST, Layout

_STREAMS = ("Workbook", "Book")
_BOF, _END, _SHEET, _ROW, _COLUMNS = 0x809, 0x0A, 0x85, 0x208, 0x7D
_NEWEST = 0x600
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_MAY_HIDE = re.compile(
    rb"\x08\x02\x10\x00.{12}[\x20-\x3f\x60-\x7f\xa0-\xbf\xe0-\xff]"
    rb"|\x7d\x00[\x0a-\x0c]\x00.{8}[\x01\x03\x05\x07\x09\x0b\x0d\x0f]",
    re.DOTALL,
)
"""A row or columns that may be hidden, found at once: most workbooks hide nothing and are not walked through."""
_head = struct.Struct("<HH").unpack_from


def layouts_in_xls(path: str) -> Iterator[tuple[str, Layout]]:
    """Yield the layout of each sheet that hides something, by its name; nothing where the records cannot be followed.

    Cells are read by another library, which may follow what this one cannot.
    """
    try:
        content = _workbook(path)
        sheets = list(_sheets(content))
        starts = sorted(start for _, start in sheets)
        for name, start in sheets:
            end = next((after for after in starts if after > start), len(content))
            if _MAY_HIDE.search(content, start, end):
                yield name, _layout(content, start)
    except (OSError, struct.error, IndexError):
        return


def _workbook(path: str) -> bytes:
    with olefile.OleFileIO(path) as file:
        found = [name for name in _STREAMS if file.exists(name)]
        with file.openstream(found[0]) as stream:
            return bytes(stream.read())


def _records(content: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield the kind of each record, where its data begins and how long they are, to the end of the sheet."""
    at, depth = start, 0
    while at + 4 <= len(content):
        kind, length = _head(content, at)
        depth += (kind == _BOF) - (kind == _END)
        yield kind, at + 4, length
        if depth == 0:
            return
        at += 4 + length


def _sheets(content: bytes) -> Iterator[tuple[str, int]]:
    (newest,) = struct.unpack_from("<H", content, 4)
    for kind, at, _ in _records(content, 0):
        if kind == _SHEET:
            (start,) = struct.unpack_from("<I", content, at)
            yield _name(content, at + 6, newest >= _NEWEST), start


def _name(content: bytes, at: int, newest: bool) -> str:
    length = content[at]
    if not newest:
        return content[at + 1 : at + 1 + length].decode("cp1252", "replace")
    wide = content[at + 1] & 1
    return content[at + 2 : at + 2 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _layout(content: bytes, start: int) -> Layout:
    layout = Layout()
    for kind, at, length in _records(content, start):
        if kind == _ROW and length >= 14 and content[at + 12] & _HIDDEN_ROW:
            layout.rows.add(struct.unpack_from("<H", content, at)[0])
        elif kind == _COLUMNS and length >= 10 and content[at + 8] & _HIDDEN_COLUMN:
            first, last = _head(content, at)
            layout.columns.update(range(first, min(last + 1, WIDEST)))
    return layout

"""How much a file may hold: more than a list of businesses can be is refused before memory is spent on it."""

import re
import zipfile
from typing import Any

from shared.errors import InvalidInput
from shared.language import Message, msg

LARGEST_UNPACKED = 300 * 1024 * 1024
LARGEST_GRID = 8_000_000
"""Cells a sheet may span: a far corner cell makes readers reserve everything before it."""
MOST_PARTS = 2000
_CHUNK = 1024 * 1024
MOST_ROWS, MOST_CELLS, MOST_TEXT = 200_100, 2_000_000, 30_000_000
"""Rows (200,000 and what stands above and below them), filled cells and characters of one file: ten times what the
largest list of a province holds."""
LONGEST_CELL = 32_767
"""What a spreadsheet lets into one cell."""
_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>(?!</)')
"""A cell of a worksheet that holds something: an empty one may carry a format and is nothing."""
TOO_LONG = msg("A cell of the file holds more text than a spreadsheet allows. It was not opened.")
TOO_MUCH = msg("The file holds more than one list of businesses can. Split it into several files.")
BOMB = msg("The file unpacks to far more than a list of businesses can be. It was not opened.")


def refuse(message: Message) -> InvalidInput:
    """Return the error of a file that cannot be taken."""
    return InvalidInput({"file": [message]})


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


def weigh(archive: zipfile.ZipFile) -> None:
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

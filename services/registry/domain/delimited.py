"""Reading CSV files whose encoding and delimiter nobody wrote down."""

import csv
import io
from collections import Counter

from charset_normalizer import from_bytes

from services.registry.domain.table import Sheet
from services.registry.domain.upload import NO_WORKBOOK, refuse

_DELIMITERS = (";", "\t", ",", "|")


def read_delimited(content: bytes, name: str) -> Sheet:
    """Return the rows of a CSV file. Raises InvalidInput where no table is in it."""
    words = _decoded(content)
    delimiter = _delimiter(words)
    if delimiter is None:
        raise refuse(NO_WORKBOOK)
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), delimiter=delimiter))
    except csv.Error as problem:
        raise refuse(NO_WORKBOOK) from problem
    return Sheet(name, rows)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        guess = from_bytes(content[:200_000], cp_isolation=["cp1252", "latin_1", "mac_roman"]).best()
        return content.decode(guess.encoding if guess else "cp1252", errors="replace")


def _delimiter(words: str) -> str | None:
    """The delimiter that splits most of the first lines into the same number of at least two cells."""
    head = words[:100_000]
    best, found = 0, None
    for delimiter in _DELIMITERS:
        rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(row) for row, _ in zip(rows, range(60), strict=False) if len(row) > 1)
        except csv.Error:
            continue
        weight = max((width * lines for width, lines in widths.items()), default=0)
        if weight > best:
            best, found = weight, delimiter
    return found

"""Reading CSV files whose encoding and delimiter nobody wrote down."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from charset_normalizer import from_bytes

from services.registry.domain.quoting import Record, records, swallowed_from
from services.registry.domain.sheets.headings import LEAST_COLUMNS, SEARCHED_ROWS, header_score
from services.registry.domain.table import Sheet
from services.registry.files.extent import refuse
from services.registry.files.foreign import NO_WORKBOOK
from shared.language import msg

_STRONG = (";", "\t", "|")
_WEAK = ","
"""Addresses hold commas: it is the delimiter only where none of the others makes a table."""
_AS_TEXT = re.compile(r'="([^"=]*)"')


def read_delimited(content: bytes, name: str) -> Sheet:
    """Return the rows of a CSV file. Raises InvalidInput where no table is in it, or a quote takes in whole rows."""
    words = decoded(content)
    delimiter = _delimiter(words[:100_000])
    if delimiter is None:
        raise refuse(NO_WORKBOOK)
    found = list(records(words, delimiter))
    _refuse_swallowed(found, delimiter)
    return Sheet(name, [[_without_mark(cell) for cell in record.cells] for record in found])


def decoded(content: bytes) -> str:
    """Return the text of a file whose encoding nobody wrote down."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        guess = from_bytes(content[:200_000], cp_isolation=["cp1252", "latin_1", "mac_roman"]).best()
        return content.decode(guess.encoding if guess else "cp1252", errors="replace")


def _delimiter(head: str) -> str | None:
    """The delimiter that makes a header of known columns, else the one that makes the most equal rows."""
    rows = {sign: _first_rows(head, sign) for sign in (*_STRONG, _WEAK)}
    scores = {sign: header_score(rows[sign]) if _are_rows(rows[sign]) else 0 for sign in _STRONG}
    best = max(_STRONG, key=lambda sign: scores[sign])
    if scores[best] >= LEAST_COLUMNS:
        return best
    weights = {sign: _weight(rows[sign]) for sign in rows}
    heaviest = max(weights, key=lambda sign: weights[sign])
    return heaviest if weights[heaviest] else None


def _first_rows(head: str, delimiter: str) -> list[list[str]]:
    return [record.cells for record in islice(records(head, delimiter), SEARCHED_ROWS)]


def _are_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether a delimiter stands in most lines, not only in one that looks like a header."""
    filled = [row for row in rows if any(row)]
    return 2 * sum(len(row) > 1 for row in filled) > len(filled)


def _weight(rows: Sequence[Sequence[str]]) -> int:
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max((width * lines for width, lines in widths.items()), default=0)


def _refuse_swallowed(found: Sequence[Record], delimiter: str) -> None:
    if not any(record.long for record in found):
        return
    head = [record.cells for record in islice(found, SEARCHED_ROWS)]
    widths = Counter(len(cells) for cells in head if len(cells) > 1)
    width = max(widths.items(), key=lambda item: (item[1], item[0]), default=(LEAST_COLUMNS, 0))[0]
    behind = [cell[:1] for cells in head for cell in cells[1:] if cell]
    spaced = 2 * behind.count(" ") > len(behind)
    for record in found:
        if line := swallowed_from(record, delimiter, width, spaced=spaced):
            raise refuse(
                msg("A quotation mark in line {line} stays open and takes the rows below it into one cell."
                    " Remove it, then upload the file again.", line=line)
            )  # fmt: skip


def _without_mark(cell: str) -> str:
    """Programs mark a number that is to stay text, '0812 or ="0812"; the mark is no part of what the cell says."""
    words = cell.strip()
    if exported := _AS_TEXT.fullmatch(words):
        return exported[1]
    if not words.startswith("'"):
        return cell
    inner = words[1:-1] if words.endswith("'") else words[1:]
    return cell if "'" in inner else inner

"""Cells of a text with delimiters in which quotes may be stray: one opens a cell only if another closes it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINES = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Record:
    """One row: its cells, the line it begins on, and the cells (by column) that go over several lines."""

    line: int
    cells: list[str]
    long: dict[int, str]


def records(words: str, delimiter: str) -> Iterator[Record]:
    """Yield every row of the text, blank ones too. A quote that nothing closes is a sign like any other."""
    if '"' not in words:
        lines = _LINES.split(words)
        for line, text in enumerate(lines[:-1] if not lines[-1] else lines, 1):
            yield Record(line, text.split(delimiter) if text else [], {})
        return
    yield from _quoted_records(words, delimiter)


def swallowed_from(record: Record, delimiter: str, width: int, *, spaced: bool) -> int | None:
    """Return the line of a quote that took rows of a table ``width`` columns wide into one cell; None where none did.

    A cell of several lines never makes its row wider. ``spaced``: the table itself has a space behind its delimiters;
    else such a one belongs to a sentence.
    """
    sign = re.compile(re.escape(delimiter) if spaced else rf"{re.escape(delimiter)}(?! )")
    wider, shorter = len(record.cells) > width, len(record.cells) < width
    opened = record.line
    for column, text in sorted(record.long.items()):
        lines = _LINES.split(text)
        strict, all_signs = [len(sign.findall(line)) for line in lines], [line.count(delimiter) for line in lines]
        joined = (strict, all_signs) if shorter else (strict,)
        if (
            wider
            or _holds_rows(strict, column, width)
            or any(_joins_two_rows(counts, column, record, width) for counts in joined)
        ):
            return opened
        opened += len(lines) - 1
    return None


def _holds_rows(counts: list[int], column: int, width: int) -> bool:
    """Say whether a line within a cell has the delimiters of a whole row."""
    first, *others = counts
    return any(count >= width - 1 for count in others) or (column == 0 and first >= width - 1)


def _joins_two_rows(counts: list[int], column: int, record: Record, width: int) -> bool:
    """Say whether a cell is the rest of one row, and another row up to where the quote closes."""
    first, last = counts[0], counts[-1]
    return last > 0 and first == width - 1 - column and len(record.cells) == width + column - last


def _quoted_records(words: str, delimiter: str) -> Iterator[Record]:
    cell = _cell_pattern(delimiter)
    line, place = 1, 0
    while place < len(words):
        ending = _LINES.search(words, place)
        text = words[place : ending.start() if ending else None]
        if '"' in text:
            record, place = _quoted_record(words, place, line, cell)
        else:
            record = Record(line, text.split(delimiter) if text else [], {})
            place = ending.end() if ending else len(words)
        yield record
        line += 1 + sum(len(_LINES.findall(long)) for long in record.long.values())


def _quoted_record(words: str, place: int, line: int, cell: re.Pattern[str]) -> tuple[Record, int]:
    record = Record(line, [], {})
    more = True
    while more:
        found = cell.match(words, place)
        assert found  # noqa: S101 - an empty cell matches everywhere
        quoted = found["quoted"]
        if quoted is not None and _LINES.search(quoted):
            record.long[len(record.cells)] = quoted
        record.cells.append(_unquoted(found["plain"]) if quoted is None else quoted.replace('""', '"'))
        place, more = found.end(), found["more"] is not None
    return record, place


def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    sign = re.escape(delimiter)
    ending = rf"(?:{sign}|\r\n|\r|\n|\Z)"
    return re.compile(
        rf'(?: *"(?P<quoted>[^"]*(?:""[^"]*)*)" *(?={ending})|(?P<plain>[^{sign}\r\n]*))(?:(?P<more>{sign})|{ending})'
    )


def _unquoted(plain: str) -> str:
    """A quote that was opened and never closed is no part of what the cell says."""
    bare = plain.lstrip(" ")
    return bare[1:] if bare.startswith('"') and bare.count('"') == 1 else plain

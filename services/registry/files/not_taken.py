"""The workbook of what an import did not take: each row with its reasons beside it, to be corrected and sent again.

Headings are those of the list, so that the corrected workbook is read as the list was. A NIK is not in it: a cell left
empty changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from services.registry.domain.cells import Cell, text
from services.registry.domain.left_rows import KINDS, LeftRow
from services.registry.domain.left_tables import LeftTable
from services.registry.domain.table import Table
from shared.language import Message, msg, translate
from shared.nik import without_likely_nik

ROW, REASONS = msg("Row in the list"), msg("Why it was not taken")
LEFT_OUT = msg("Left out")
LEFT_TABLES = msg("Tables left out")
TABLE_HEADINGS = (msg("Sheet"), msg("Rows"), msg("Headings"), msg("Why it was not taken"))
HEADINGS = (msg("Sheet"), msg("Row"), msg("What it was taken for"), msg("Words"))
_LONGEST_NAME = 31
_FORBIDDEN = str.maketrans("[]:*?/\\'", "        ")
_AS_IT_IS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_SEALED = "nik"

Reasons = Mapping[tuple[str, int], Sequence[Message]]
"""By sheet and number of a row, what was not taken of it and why."""


def write(
    path: Path,
    tables: Iterable[Table],
    mapping: Mapping[str, str],
    why: Reasons,
    left: Sequence[LeftRow],
    apart: Sequence[LeftTable] = (),
) -> int:
    """Write the rows that have a reason, marking the cells a reason speaks of; return how many there are."""
    written = 0
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd", **_AS_IT_IS}) as book:
        marks = _Marks(book.add_format({"bold": True}), book.add_format({"bg_color": "#FFE9A8"}))
        names: set[str] = set()
        for table in tables:
            rows = [row for row in table.rows if (row.sheet, row.number) in why]
            if not rows:
                continue
            sheet = book.add_worksheet(_name(table.sheet, names))
            labels = [label for label in table.labels if label]
            _heading(sheet, [*labels, translate(ROW, "id"), translate(REASONS, "id")], marks)
            for line, row in enumerate(rows, 1):
                said = [translate(reason, "id") for reason in why[row.sheet, row.number]]
                for column, label in enumerate(labels):
                    _cell(sheet, line, column, _shown(row.cells.get(label), mapping.get(label)), said, marks)
                sheet.write(line, len(labels), row.number)
                sheet.write(line, len(labels) + 1, "; ".join(said)[:32_000])
            written += len(rows)
        _write_left(book, left, marks, names)
        if apart:
            _write_apart(book, apart, marks, names)
    return written


@dataclass(frozen=True)
class _Marks:
    heading: Any
    spoken_of: Any


def _write_left(book: Any, left: Sequence[LeftRow], marks: _Marks, names: set[str]) -> None:
    sheet = book.add_worksheet(_name(translate(LEFT_OUT, "id"), names))
    _heading(sheet, [translate(heading, "id") for heading in HEADINGS], marks)
    for line, row in enumerate(left, 1):
        shown = (row.sheet, row.number, translate(KINDS[row.kind], "id"), without_likely_nik(row.words))
        for column, value in enumerate(shown):
            sheet.write(line, column, value)


def _write_apart(book: Any, apart: Sequence[LeftTable], marks: _Marks, names: set[str]) -> None:
    sheet = book.add_worksheet(_name(translate(LEFT_TABLES, "id"), names))
    _heading(sheet, [translate(heading, "id") for heading in TABLE_HEADINGS], marks)
    for line, table in enumerate(apart, 1):
        shown = (table.sheet, f"{table.first}–{table.last}", table.headings, translate(table.reason, "id"))
        for column, value in enumerate(shown):
            sheet.write(line, column, without_likely_nik(value))


def _heading(sheet: Any, labels: Sequence[str], marks: _Marks) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(labels) - 2, 18)
    sheet.set_column(len(labels) - 1, len(labels) - 1, 80)
    for column, label in enumerate(labels):
        sheet.write(0, column, label, marks.heading)


def _cell(sheet: Any, line: int, column: int, value: Any, said: Sequence[str], marks: _Marks) -> None:
    words = text(value)
    if words and any(f"“{words}”" in reason for reason in said):
        sheet.write(line, column, value, marks.spoken_of)
    elif words:
        sheet.write(line, column, value)


def _shown(cell: Cell, field: str | None) -> Any:
    if field == _SEALED or cell is None:
        return None
    if isinstance(cell, datetime):
        return cell if cell.tzinfo is None else text(cell)
    if isinstance(cell, int | float | date):
        return without_likely_nik(text(cell)) if isinstance(cell, int | float) and abs(cell) >= 10**15 else cell
    return without_likely_nik(text(cell))


def _name(words: str, taken: set[str]) -> str:
    """A name that a spreadsheet takes, no two the same."""
    plain = " ".join(words.translate(_FORBIDDEN).split())[:_LONGEST_NAME] or "-"
    name, place = plain, 1
    while name.casefold() in taken:
        place += 1
        name = f"{plain[: _LONGEST_NAME - 5]} ({place})"
    taken.add(name.casefold())
    return name

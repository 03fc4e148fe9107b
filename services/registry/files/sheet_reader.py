"""The process that opens one uploaded table and writes its cells as JSON, or why it cannot be taken.

What a file costs is not seen from outside: a few bytes may say "the same text a million times". The kernel bounds
memory, time and result; what is read is counted while it is read.
"""

import errno
import json
import resource
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from services.registry.domain.cells import Uncalculated
from services.registry.domain.table import Area
from services.registry.files import spreadsheet_xml, webpage
from services.registry.files.delimited import read_delimited
from services.registry.files.extent import BOMB, LARGEST_GRID, Extent, refuse, require_list
from services.registry.files.formulas import mark_uncalculated
from services.registry.files.hidden import MOST_AREAS, layouts
from services.registry.files.upload import DAMAGED, LOCKED, NO_TABLE
from shared.errors import InvalidInput
from shared.messaging.processes import end_with_parent

READ, REFUSED, FULL = 0, 3, 4
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
MEMORY = 1024**3
CPU_SECONDS = 20
RESULT = 160 * 1024**2
LIMITS = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: CPU_SECONDS, resource.RLIMIT_FSIZE: RESULT}

Rows = list[list[Any]]


@dataclass
class Opened:
    """A sheet as it is handed over: what ``domain.table.Sheet`` holds, in lists."""

    name: str
    rows: Rows
    merged: list[Area] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


def main(path: str, kind: str, name: str) -> int:
    """Write the sheets to standard output and return READ, or the sentence of a refusal and REFUSED.

    FULL: the disk has no room for the result.
    """
    end_with_parent()
    for which, most in LIMITS.items():
        resource.setrlimit(which, (most, most))
    try:
        return _write(path, kind, name)
    except OSError as problem:
        if problem.errno in NO_ROOM:
            return FULL
        raise


def _write(path: str, kind: str, name: str) -> int:
    try:
        json.dump([vars(sheet) for sheet in _sheets(path, kind, name)], sys.stdout, default=_plain)
        sys.stdout.flush()
    except InvalidInput as refused:
        [message] = refused.errors["file"]
        json.dump(message.as_json(), sys.stdout)
        return REFUSED
    return READ


def _sheets(path: str, kind: str, name: str) -> list[Opened]:
    try:
        return _READERS.get(kind, _workbook)(path, kind, name)
    except PasswordError as problem:
        raise refuse(LOCKED) from problem
    except MemoryError as problem:
        raise refuse(BOMB) from problem
    except (CalamineError, OSError, ValueError) as problem:
        raise refuse(DAMAGED) from problem


def _delimited(path: str, kind: str, name: str) -> list[Opened]:
    extent = Extent()
    content = Path(path).read_bytes()
    require_list(content)
    sheet = read_delimited(content, name)
    return [Opened(sheet.name, [extent.add(_without_empty_end(row)) for row in sheet.rows])]


def _workbook(path: str, kind: str, name: str) -> list[Opened]:
    extent, workbook = Extent(), CalamineWorkbook.from_path(path)
    seen = {sheet.name: sheet.visible == SheetVisibleEnum.Visible for sheet in workbook.sheets_metadata}
    sheets = {name: _opened(workbook.get_sheet_by_name(name), extent, seen[name]) for name in workbook.sheet_names}
    if kind != "xls":
        mark_uncalculated(path, kind, {name: sheet.rows for name, sheet in sheets.items()})
    for name, layout in layouts(path, kind).items():
        sheet = sheets.get(name) or Opened(name, [])
        sheet.hidden_rows, sheet.hidden_columns = sorted(layout.rows), sorted(layout.columns)
        sheet.merged = sheet.merged or layout.merged
    return list(sheets.values())


def _opened(sheet: CalamineSheet, extent: Extent, visible: bool) -> Opened:
    areas = (sheet.merged_cell_ranges or [])[:MOST_AREAS]
    merged = [(top, left, bottom, right) for (top, left), (bottom, right) in areas]
    return Opened(sheet.name, _rows(sheet, extent), merged, not visible)


def _webpage(path: str, kind: str, name: str) -> list[Opened]:
    found = [Opened(sheet, _counted(rows)) for sheet, rows in webpage.tables(Path(path).read_bytes(), name)]
    if not any(sheet.rows for sheet in found):
        raise refuse(NO_TABLE)
    return found


def _spreadsheet_xml(path: str, kind: str, name: str) -> list[Opened]:
    return [Opened(sheet, _counted(rows)) for sheet, rows in spreadsheet_xml.sheets(Path(path).read_bytes())]


def _counted(rows: Iterable[list[Any]]) -> Rows:
    extent = Extent()
    return _without_empty_end([extent.add(_without_empty_end(row)) for row in rows])


def _rows(sheet: CalamineSheet, extent: Extent) -> Rows:
    if sheet.start is None:
        return []
    if sheet.total_height * sheet.total_width > LARGEST_GRID:
        raise refuse(BOMB)
    _, first_column = sheet.start
    rows = [extent.add(_without_empty_end([""] * first_column + row)) for row in sheet.iter_rows()]
    return _without_empty_end(rows)


def _without_empty_end(items: Sequence[Any]) -> list[Any]:
    end = len(items)
    while end and items[end - 1] in ("", None, []):
        end -= 1
    return list(items[:end])


def _plain(cell: Any) -> Any:
    if isinstance(cell, Uncalculated):
        return {"formula": cell.place}
    if isinstance(cell, datetime):
        return {"at": cell.isoformat()}
    return {"on": cell.isoformat()} if isinstance(cell, date) else str(cell)


_READERS: dict[str, Callable[[str, str, str], list[Opened]]] = {
    "csv": _delimited, "html": _webpage, "xml": _spreadsheet_xml,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

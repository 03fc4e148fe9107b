"""Opening an uploaded table. Workbooks are read in a process of their own, with bounded memory and time:
a reader that chokes on a hostile file takes nothing with it."""

import json
import resource
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from services.registry.actions.formulas import mark_uncalculated
from services.registry.domain.cells import Cell, Uncalculated
from services.registry.domain.delimited import read_delimited
from services.registry.domain.table import Sheet
from services.registry.domain.upload import DAMAGED, LOCKED, refuse

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 60
MEMORY = 3 * 1024**3
_LOCKED = 3


def read_sheets(path: Path, kind: str, filename: str) -> list[Sheet]:
    """Return the sheets of a checked upload. Raises InvalidInput where it cannot be read after all."""
    if kind == "csv":
        return [read_delimited(path.read_bytes(), Path(filename).stem)]
    command = [sys.executable, "-m", __name__, str(path.resolve()), kind]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired as problem:
        raise refuse(DAMAGED) from problem
    if done.returncode == _LOCKED:
        raise refuse(LOCKED)
    if done.returncode:
        raise refuse(DAMAGED)
    return [Sheet(sheet["name"], [_cells(row) for row in sheet["rows"]]) for sheet in json.loads(done.stdout)]


def _cells(row: list[Any]) -> list[Cell]:
    return [_read(cell) if isinstance(cell, dict) else cell for cell in row]


def _read(cell: dict[str, str]) -> Cell:
    if "formula" in cell:
        return Uncalculated(cell["formula"])
    return datetime.fromisoformat(cell["at"]) if "at" in cell else date.fromisoformat(cell["on"])


def _plain(cell: Any) -> Any:
    if isinstance(cell, Uncalculated):
        return {"formula": cell.place}
    if isinstance(cell, datetime):
        return {"at": cell.isoformat()}
    return {"on": cell.isoformat()} if isinstance(cell, date) else str(cell)


def _write(path: str, kind: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheets: dict[str, list[list[Any]]] = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names
        }
        if kind != "xls":
            mark_uncalculated(path, kind, sheets)
    except PasswordError:
        return _LOCKED
    except (CalamineError, MemoryError, OSError, ValueError):
        return 1
    json.dump([{"name": name, "rows": rows} for name, rows in sheets.items()], sys.stdout, default=_plain)
    return 0


if __name__ == "__main__":
    sys.exit(_write(*sys.argv[1:]))

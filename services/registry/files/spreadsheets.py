"""Opening an uploaded table, in a process of its own with bounded memory, time and result (sheet_reader.py):
a reader that chokes on a hostile file takes nothing with it."""

import errno
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from services.registry.domain.cells import Cell, Uncalculated
from services.registry.domain.table import Sheet
from services.registry.files import sheet_reader
from services.registry.files.extent import BOMB, refuse
from services.registry.files.upload import DAMAGED
from shared.language import Message

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 60
LOOK_SECONDS = 0.5


def read_sheets(path: Path, kind: str, filename: str, look: Callable[[], None] = lambda: None) -> list[Sheet]:
    """Return the sheets of a checked upload. Raises InvalidInput where it cannot be read after all; OSError: no room.

    ``look`` is called again and again meanwhile; what it raises ends the reader.
    """
    command = [sys.executable, "-m", sheet_reader.__name__, str(path.resolve()), kind, Path(filename).stem]
    # A file, not a pipe: the kernel bounds what the reader may write into it.
    with tempfile.TemporaryFile() as result:
        code = _run(command, result, look)
        if code == sheet_reader.FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        # Killed by a signal, it has passed a limit.
        if code not in (sheet_reader.READ, sheet_reader.REFUSED):
            raise refuse(BOMB if code < 0 else DAMAGED)
        result.seek(0)
        read = json.load(result)
    if code == sheet_reader.REFUSED:
        raise refuse(Message.from_json(read))
    return [_sheet(sheet) for sheet in read]


def _sheet(read: dict[str, Any]) -> Sheet:
    return Sheet(
        name=read["name"],
        rows=[_cells(row) for row in read["rows"]],
        merged=[(top, left, bottom, right) for top, left, bottom, right in read["merged"]],
        hidden=read["hidden"],
        hidden_rows=frozenset(read["hidden_rows"]),
        hidden_columns=frozenset(read["hidden_columns"]),
    )


def _run(command: list[str], result: IO[bytes], look: Callable[[], None]) -> int:
    until = time.monotonic() + SECONDS
    with subprocess.Popen(command, cwd=ROOT, stdout=result, stderr=subprocess.DEVNULL) as reader:  # noqa: S603 - ours
        try:
            while time.monotonic() < until:
                with suppress(subprocess.TimeoutExpired):
                    return reader.wait(LOOK_SECONDS)
                look()
        finally:
            reader.kill()
    raise refuse(BOMB)


def _cells(row: list[Any]) -> list[Cell]:
    return [_read(cell) if isinstance(cell, dict) else cell for cell in row]


def _read(cell: dict[str, str]) -> Cell:
    if "formula" in cell:
        return Uncalculated(cell["formula"])
    return datetime.fromisoformat(cell["at"]) if "at" in cell else date.fromisoformat(cell["on"])

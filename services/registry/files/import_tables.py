"""The tables of an uploaded file."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from services.registry.domain.file_tables import NOTHING_SAID, counted, said_of, tables_in
from services.registry.domain.sheets.finding import Said
from services.registry.domain.table import Table
from services.registry.files.spreadsheets import read_sheets
from shared.errors import RuleBroken
from shared.language import msg
from shared.work.hand import Step, no_step

READING = msg("Reading the file")


class Batch(Protocol):
    """An import, as far as it says where its file lies and what a person said of its tables."""

    @property
    def stored_name(self) -> str | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def filename(self) -> str: ...
    @property
    def said_rows(self) -> Iterable[Mapping[str, Any]]: ...
    @property
    def taken_sheets(self) -> frozenset[str] | set[str]: ...


def tables_of(batch: Batch, folder: Path, step: Step = no_step) -> list[Table]:
    """Return the tables of a batch's file that count: those on hidden sheets do where somebody took them in.

    Raises RuleBroken where the file is gone.
    """
    return counted(all_tables_of(batch, folder, step), batch.taken_sheets)


def all_tables_of(batch: Batch, folder: Path, step: Step = no_step, said: Said | None = None) -> list[Table]:
    """Return the tables of a batch's file, also those on hidden sheets and those that stand apart.

    ``said``: of single rows, where that is not what is kept. Raises RuleBroken where the file is gone.
    """
    path = folder / (batch.stored_name or "")
    if not batch.stored_name or not path.is_file():
        raise RuleBroken(FILE_GONE)
    return find_tables(path, batch.kind, batch.filename, step, said_of(batch.said_rows) if said is None else said)


def find_tables(path: Path, kind: str, filename: str, step: Step = no_step, said: Said = NOTHING_SAID) -> list[Table]:
    """Return the tables of a file: first those whose columns name a business, some of which may be hidden.

    All others stand ``apart``. ``said``: of single rows, by a person.
    """
    return tables_in(read_sheets(path, kind, filename, lambda: step(0, None, READING)), said)


FILE_GONE = msg("The uploaded file is no longer here. Upload it again.")

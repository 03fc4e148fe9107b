"""The tables of an uploaded file."""

from pathlib import Path

from services.registry.domain.columns import meanings, names_businesses
from services.registry.domain.sheets import finding
from services.registry.domain.sheets.distinct import distinct
from services.registry.domain.table import Table
from services.registry.files.spreadsheets import read_sheets
from services.registry.models.import_batch import ImportBatch
from shared.errors import RuleBroken
from shared.language import msg
from shared.work.hand import Step, no_step

READING = msg("Reading the file")


def tables_of(batch: ImportBatch, folder: Path, step: Step = no_step) -> list[Table]:
    """Return the tables of a batch's file that count: those on hidden sheets do where somebody took them in.

    Raises RuleBroken where the file is gone.
    """
    taken = batch.taken_sheets
    return [table for table in all_tables_of(batch, folder, step) if not table.hidden or table.sheet in taken]


def all_tables_of(batch: ImportBatch, folder: Path, step: Step = no_step) -> list[Table]:
    """Return the tables of a batch's file, also those on hidden sheets. Raises RuleBroken where the file is gone."""
    path = folder / (batch.stored_name or "")
    if not batch.stored_name or not path.is_file():
        raise RuleBroken(FILE_GONE)
    return find_tables(path, batch.kind, batch.filename, step)


def find_tables(path: Path, kind: str, filename: str, step: Step = no_step) -> list[Table]:
    """Return the tables of a file that belong together: those whose columns name a business. Some may be hidden."""
    sheets = read_sheets(path, kind, filename, lambda: step(0, None, READING))
    tables = [table for sheet in sheets for table in finding.find_tables(sheet) if table.rows]
    return distinct([table for table in tables if names_businesses(table)] or tables, meanings)


FILE_GONE = msg("The uploaded file is no longer here. Upload it again.")

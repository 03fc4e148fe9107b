"""A person's word on single rows of a list: this one is a business, that one is none. It holds for this import only."""

from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.import_receiving import describe_again
from services.registry.actions.imports import require
from services.registry.domain.file_tables import counted, said_of
from services.registry.domain.left_rows import DATA
from services.registry.domain.table import Table
from services.registry.files.import_tables import all_tables_of
from services.registry.models.import_batch import ImportBatch
from shared.context import actor
from shared.errors import InvalidInput, StaleForm
from shared.language import msg

SaidRows = list[dict[str, Any]]
MOST = 1000
NO_SHEET = msg("The file has no sheet of this name.")


def is_taken(batch: ImportBatch, sheet: str, row: int) -> bool | None:
    """Tell whether a row counts as a business now; None where that is not kept."""
    runs = [run for one in batch.sheets if one["name"] == sheet for run in one.get("runs", [])]
    return next((run["kind"] == DATA for run in runs if run["first"] <= row <= run["last"]), None)


def with_row(batch: ImportBatch, folder: Path, sheet: str, row: int, *, business: bool) -> tuple[SaidRows, list[Table]]:
    """Return what is said of rows once this is said, and the tables of the file read so. No transaction is needed.

    Taking a word back leaves the row to what it is taken for. Raises InvalidInput where the row cannot be that,
    RuleBroken where the file is gone.
    """
    require(batch, "uploaded", "planned")
    if sheet not in {one["name"] for one in batch.sheets}:
        raise InvalidInput({"sheet": [NO_SHEET]})
    others = [one for one in batch.said_rows if (one["sheet"], one["row"]) != (sheet, row)]
    spoken = {"sheet": sheet, "row": row, "business": business, "by": actor().name}
    tries = [others, [*others, spoken]] if len(others) < len(batch.said_rows) else [[*others, spoken]]
    for said in tries:
        tables = all_tables_of(batch, folder, said=said_of(said))
        taken = {(one.sheet, one.number) for table in counted(tables, batch.taken_sheets) for one in table.rows}
        if ((sheet, row) in taken) == business and len(said) <= MOST:
            return said, tables
    raise InvalidInput({"row": [msg("Row {row} of {sheet} stands under no heading of a list.", row=row, sheet=sheet)]})


def keep_said(
    session: Session, batch_id: UUID, said: SaidRows, tables: list[Table], revision: int
) -> tuple[ImportBatch, bool]:
    """Keep what was said of rows, and say whether there was a plan, which has to be made again.

    ``revision``: of the import as it was read. Raises StaleForm where somebody changed it since.
    """
    batch = ImportBatch.locked(session, batch_id)
    require(batch, "uploaded", "planned")
    if revision != batch.revision:
        raise StaleForm
    was_planned = batch.status == "planned"
    describe_again(batch, tables, batch.taken_sheets)
    batch.said_rows = said
    return batch, was_planned

"""Which hidden sheets of a workbook count: none, until a person takes them in."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.import_receiving import describe_again
from services.registry.actions.imports import require
from services.registry.domain.table import Table
from services.registry.models.import_batch import ImportBatch
from shared.errors import InvalidInput, StaleForm
from shared.language import msg


def take_sheets(
    session: Session, batch_id: UUID, names: Collection[str], tables: Sequence[Table], revision: int | None = None
) -> ImportBatch:
    """Take in the hidden sheets of these names, and no other. ``tables``: all of the file, as they were read again.

    The same choice again changes nothing; another one asks for a new plan. What columns mean is kept where they stay.
    Raises InvalidInput for a sheet that is not hidden in the file, StaleForm where somebody changed the import since.
    """
    batch = ImportBatch.locked(session, batch_id)
    if unknown := set(names) - batch.hidden_sheets:
        raise InvalidInput({"sheets": [msg("No hidden sheet is called {name}.", name=min(unknown)[:60])]})
    if set(names) == batch.taken_sheets:
        require(batch, "uploaded", "planning", "planned")
        return batch
    require(batch, "uploaded", "planned")
    if revision is not None and revision != batch.revision:
        raise StaleForm
    describe_again(batch, tables, names)
    return batch

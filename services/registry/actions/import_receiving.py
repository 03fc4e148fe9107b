"""Taking in an upload: what its file holds, and what its columns seem to mean."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.import_columns import DatesByLabel, order
from services.registry.actions.learning import recall
from services.registry.domain.column_guess import Guess
from services.registry.domain.columns import columns_of, has_name
from services.registry.domain.date_order import date_columns
from services.registry.domain.file_tables import counted
from services.registry.domain.left_rows import runs
from services.registry.domain.left_tables import left_tables
from services.registry.domain.samples import samples_of
from services.registry.domain.table import Table
from services.registry.files.extent import refuse
from services.registry.files.uploads import Upload
from services.registry.models.import_batch import ImportBatch
from shared.context import actor
from shared.database import add_once
from shared.language import Message, msg


def receive(session: Session, batch_id: UUID, upload: Upload, tables: list[Table]) -> ImportBatch:
    """Take in a stored upload and guess what its columns mean. The same id with the same file again changes nothing.

    A guess that is not sure is not in the mapping until a person says so. Raises InvalidInput where no column may
    name a business, or the id stands for another file.
    """
    if session.get(ImportBatch, batch_id):
        return _received_before(session, batch_id, upload)
    batch = ImportBatch(
        id=batch_id,
        filename=upload.filename,
        stored_name=upload.path.name,
        kind=upload.kind,
        size=upload.size,
        sha256=upload.sha256,
        created_by=actor().name,
    )
    lists = [table for table in tables if not table.apart]
    describe(batch, tables, () if any(not table.hidden for table in lists) else {table.sheet for table in lists})
    recall(session, batch)
    if add_once(session, batch, batch_id) is not batch:
        return _received_before(session, batch_id, upload)  # the same form was sent twice at the same moment
    return batch


def describe(batch: ImportBatch, tables: Sequence[Table], taken: Collection[str]) -> None:
    """Note on a batch what its file holds. ``taken``: the hidden sheets that count; of the others only the name does.

    Raises InvalidInput where no column names a business.
    """
    count = counted(tables, set(taken))
    labels = list(dict.fromkeys(label for table in count for label in table.labels if label))
    guesses = columns_of(count)
    if not count or not has_name({label: guess.field for label, guess in guesses.items()}):
        raise refuse(_no_name(labels))
    batch.sheets = [_sheet(table, taken) for table in tables if not table.apart]
    batch.left_tables = [asdict(left) for left in left_tables(tables)]
    batch.samples = samples_of(count)
    batch.dates = date_columns(count)
    batch.mapping = {label: _taken(guesses[label]) for label in labels}
    batch.columns = {label: guesses[label].as_json() for label in labels}


def describe_again(batch: ImportBatch, tables: Sequence[Table], taken: Collection[str]) -> None:
    """Note what counts of its file by now; what a person said of columns and days is kept where they stay.

    Raises InvalidInput where no column names a business any more.
    """
    mapping, columns, dates = batch.mapping, batch.columns or {}, batch.dates or {}
    describe(batch, tables, taken)
    batch.mapping = {label: mapping.get(label, field) for label, field in batch.mapping.items()}
    batch.columns = {label: columns.get(label, guess) for label, guess in (batch.columns or {}).items()}
    batch.dates = {label: kept | order(_chosen(dates), label) for label, kept in (batch.dates or {}).items()}
    batch.status, batch.plan_digest = "uploaded", None


def _chosen(dates: DatesByLabel) -> dict[str, str]:
    return {label: kept["chosen"] for label, kept in dates.items() if kept.get("chosen")}


def _received_before(session: Session, batch_id: UUID, upload: Upload) -> ImportBatch:
    batch = session.get_one(ImportBatch, batch_id)
    if batch.sha256 != upload.sha256:
        raise refuse(msg("Another file was uploaded with this form already. Choose yours once more."))
    return batch


def _taken(guess: Guess) -> str:
    return "" if guess.asked else guess.field


def _sheet(table: Table, taken: Collection[str]) -> dict[str, object]:
    hidden = {"hidden": True, "taken": table.sheet in taken} if table.hidden else {}
    return hidden | {
        "name": table.sheet,
        "labels": [label for label in table.labels if label],
        "rows": len(table.rows),
        "header_row": table.header_row,
        "skipped": table.skipped,
        "runs": [asdict(run) for run in runs(table)],
    }


def _no_name(labels: list[str]) -> Message:
    if not labels:
        return msg("No table was found in this file: no row names at least two columns that are known.")
    return msg("No column holds the name of a business. Columns found: {labels}.", labels=", ".join(labels)[:300])

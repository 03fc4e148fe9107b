"""An import from upload to plan: nothing of it reaches the register before a person says yes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions.learning import recall
from services.registry.domain.column_fields import FIELDS, JOINED
from services.registry.domain.column_guess import NAMED, Guess
from services.registry.domain.columns import columns_of, has_name
from services.registry.domain.date_order import CHOICES, DateColumn, date_columns, read_columns, unanswered
from services.registry.domain.file_tables import NOTHING_SAID, counted, said_of, tables_in
from services.registry.domain.left_columns import left_columns
from services.registry.domain.left_rows import runs
from services.registry.domain.left_tables import left_tables
from services.registry.domain.samples import samples_of
from services.registry.domain.sheets.finding import Said
from services.registry.domain.table import Table
from services.registry.files.spreadsheets import read_sheets
from services.registry.files.upload import refuse
from services.registry.files.uploads import Upload, forget
from services.registry.models.import_batch import ImportBatch
from shared.context import actor
from shared.database import add_once
from shared.errors import InvalidInput, RuleBroken, StaleForm
from shared.language import Message, msg
from shared.work.asking import ask, stop_about
from shared.work.hand import Step, no_step

DatesByLabel = dict[str, dict[str, Any]]
ColumnsByLabel = dict[str, dict[str, Any]]
LARGE = 4000
"""Rows from which planning, writing and undoing are long work."""
PLAN, WRITE, UNDO = "import.plan", "import.write", "import.undo"
FORGET = "uploads.forget"
CLEAR, TELL = "import.clear", "ikm.tell"
NOUN, LEFT = "import", "import-left"
TITLES = {
    PLAN: msg("Planning the list {name}"),
    WRITE: msg("Writing the list {name} into the register"),
    UNDO: msg("Undoing the import {name}"),
    CLEAR: msg("Taking out what the list {name} had begun to write"),
}
UNDER_WAY = {PLAN: "planning", WRITE: "confirming", UNDO: "undoing"}
BEFORE = {"planning": "uploaded", "confirming": "planned", "undoing": "confirmed"}
READING = msg("Reading the file")


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
    batch.dates = {label: kept | _order(_chosen(dates), label) for label, kept in (batch.dates or {}).items()}
    batch.status, batch.plan_digest = "uploaded", None


def _chosen(dates: DatesByLabel) -> dict[str, str]:
    return {label: kept["chosen"] for label, kept in dates.items() if kept.get("chosen")}


def _received_before(session: Session, batch_id: UUID, upload: Upload) -> ImportBatch:
    batch = session.get_one(ImportBatch, batch_id)
    if batch.sha256 != upload.sha256:
        raise refuse(msg("Another file was uploaded with this form already. Choose yours once more."))
    return batch


def tables_of(batch: ImportBatch, folder: Path, step: Step = no_step) -> list[Table]:
    """Return the tables of a batch's file that count: those on hidden sheets do where somebody took them in.

    Raises RuleBroken where the file is gone.
    """
    return counted(all_tables_of(batch, folder, step), batch.taken_sheets)


def all_tables_of(batch: ImportBatch, folder: Path, step: Step = no_step, said: Said | None = None) -> list[Table]:
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


def remap(
    session: Session,
    batch_id: UUID,
    mapping: Mapping[str, str],
    revision: int | None = None,
    orders: Mapping[str, str] | None = None,
    *,
    ask: bool = False,
    found: DatesByLabel | None = None,
) -> ImportBatch:
    """Change what the columns mean. ``mapping`` is label to field, "" for a column that is left out.

    ``orders`` is label to what stands first in its days; ``ask``: refuse to go on while a person has to say one.
    ``found``: what :func:`days_of` gave for this batch, where that may not be kept yet.
    The same choice again changes nothing; only a planned import whose choice changed is ``uploaded`` again.
    """
    batch = ImportBatch.locked(session, batch_id)
    chosen = {label: mapping.get(label, known) for label, known in batch.mapping.items()}
    columns = _answered(batch.columns, mapping)
    dates = _ordered(found if batch.dates is None else batch.dates, orders or {})
    same = (chosen, dates, columns) == (batch.mapping, batch.dates, batch.columns)
    if same:
        require(batch, "uploaded", "planning", "planned")
    else:
        require(batch, "uploaded", "planned")
        if revision is not None and revision != batch.revision:
            raise StaleForm
    _check_mapping(batch, chosen, columns)
    if ask and (open_questions := unanswered(dates or {}, chosen)):
        asked = read_columns(dates or {})
        raise InvalidInput({"dates": [_whose_order(label, asked[label]) for label in open_questions]})
    if not same:
        batch.mapping, batch.dates, batch.status, batch.plan_digest = chosen, dates, "uploaded", None
        batch.said_by = actor().name
        batch.columns = columns
    return batch


def _taken(guess: Guess) -> str:
    return "" if guess.asked else guess.field


def _answered(columns: ColumnsByLabel | None, mapping: Mapping[str, str]) -> ColumnsByLabel | None:
    """Whoever names a column has said what it is, also where that is nothing."""
    return columns and {
        label: kept | {"asked": kept["asked"] and label not in mapping} for label, kept in columns.items()
    }


def days_of(batch: ImportBatch, folder: Path) -> DatesByLabel | None:
    """Return how the days of a list are written; one that came before this was kept is looked at, if it is here."""
    path = folder / (batch.stored_name or "")
    if batch.dates is not None or not path.is_file():
        return batch.dates
    return date_columns(tables_of(batch, folder))


def _ordered(dates: DatesByLabel | None, orders: Mapping[str, str]) -> DatesByLabel | None:
    return dates and {label: kept | _order(orders, label) for label, kept in dates.items()}


def _order(orders: Mapping[str, str], label: str) -> dict[str, str]:
    return {"chosen": orders[label]} if orders.get(label) in CHOICES else {}


def _whose_order(label: str, column: DateColumn) -> Message:
    return msg(
        "Say whether the day or the month stands first in the column {label}: {text}.",
        label=label,
        text=column.example,
    )


def is_named(mapping: Mapping[str, str], columns: ColumnsByLabel | None) -> bool:
    """Tell whether the columns taken name the businesses, and none that may do so waits for a person's word."""
    return has_name(mapping) and not (
        left_columns(mapping, columns or {}).may_hold_name and NAMED.isdisjoint(mapping.values())
    )


def _check_mapping(batch: ImportBatch, chosen: Mapping[str, str], columns: ColumnsByLabel | None) -> None:
    fields = [field for field in chosen.values() if field]
    if unknown := [field for field in fields if field not in FIELDS]:
        raise InvalidInput({"mapping": [msg("“{field}” is no field of the register.", field=unknown[0])]})
    if not is_named(chosen, columns):
        raise InvalidInput({"mapping": [msg("Say which column holds the name of the business.")]})
    if twice := _given_twice(batch, chosen):
        raise InvalidInput({"mapping": [msg("Two columns cannot both be: {field}.", field=FIELDS[twice])]})


def _given_twice(batch: ImportBatch, mapping: Mapping[str, str]) -> str | None:
    """Sheets may call a field differently, but in one sheet a field has one column, unless several can be joined."""
    for sheet in batch.counted_sheets:
        fields = [mapping[label] for label in sheet["labels"] if mapping.get(label)]
        if twice := next((field for field in fields if fields.count(field) > 1 and field not in JOINED), None):
            return twice
    return None


def is_large(batch: ImportBatch) -> bool:
    return batch.total > LARGE


def queue_plan(session: Session, batch_id: UUID) -> None:
    """Leave the planning of a large file to the lane of long work; the page shows how far it is."""
    batch = ImportBatch.locked(session, batch_id)
    require(batch, "uploaded", "planned", "planning")
    leave_to_lane(session, batch, PLAN)


def leave_to_lane(session: Session, batch: ImportBatch, kind: str, arguments: Mapping[str, Any] | None = None) -> None:
    """Ask for a step as long work."""
    batch.status, batch.notice = UNDER_WAY[kind], None
    title = msg(TITLES[kind].template, name=batch.filename)
    page, alone = f"/impor/{batch.id}", f"{NOUN} {batch.id}"
    ask(session, kind, title, noun=NOUN, noun_id=batch.id, page=page, arguments=arguments, alone=alone)


def give_back(session: Session, batch_id: UUID, said: Message) -> None:
    """Let an import whose step was stopped or failed be as it was before, and keep why."""
    batch = ImportBatch.locked(session, batch_id)
    if batch.status in BEFORE:
        batch.status, batch.notice = _before(batch), said.as_json()
    ask_to_clear(session, batch)


def _before(batch: ImportBatch) -> str:
    half_planned = batch.status == "confirming" and not batch.is_planned_through
    return "uploaded" if half_planned else BEFORE[batch.status]


def ask_to_clear(session: Session, batch: ImportBatch) -> None:
    """Ask the lane of long work to take out again what an import wrote unseen, where it wrote any."""
    if batch.unseen is not None:
        title = msg(TITLES[CLEAR].template, name=batch.filename)
        ask(session, CLEAR, title, noun=LEFT, noun_id=batch.id, alone=f"{LEFT} {batch.id}")


def discard(session: Session, batch_id: UUID, folder: Path) -> None:
    """Drop an import that was never confirmed, with its file."""
    batch = ImportBatch.locked(session, batch_id)
    if batch.status == "discarded":
        return
    require(batch, "uploaded", "planning", "planned")
    batch.status = "discarded"
    stop_about(session, NOUN, batch_id)
    forget(folder, [batch.stored_name])
    batch.stored_name = None


def ask_to_forget(session: Session) -> None:
    """Ask the lane of long work to delete what was uploaded and then left, once."""
    ask(session, FORGET, msg("Forgetting old uploads"), alone=FORGET)


def forget_left_files(session: Session, folder: Path) -> None:
    """Note on batches whose file was deleted after its time that it is gone."""
    kept = {path.name for path in folder.iterdir()}
    for batch in session.scalars(select(ImportBatch).where(ImportBatch.stored_name.is_not(None))):
        if batch.stored_name not in kept:
            batch.stored_name = None


def require(batch: ImportBatch, *statuses: str) -> None:
    """Raise RuleBroken, with a sentence, unless the import is in one of these states."""
    if batch.status not in statuses:
        raise RuleBroken(NOT_NOW[batch.status])


FILE_GONE = msg("The uploaded file is no longer here. Upload it again.")
NOT_NOW = {
    "uploaded": msg("This import has no plan yet."),
    "planning": msg("This import is being planned. Wait until it is done."),
    "planned": msg("This import has not been confirmed yet."),
    "confirming": msg("This import is being written. Wait until it is done."),
    "confirmed": msg("This import was confirmed already; nothing was written twice."),
    "undoing": msg("This import is being undone. Wait until it is done."),
    "undone": msg("This import was undone already."),
    "discarded": msg("This import was dropped."),
}
"""Why a step is not possible in a state."""


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

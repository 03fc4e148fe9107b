"""From a request with a file to a batch with a plan; files are read while no transaction is open."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app

from services.registry.actions import import_receiving, imports
from services.registry.actions.import_keeping import keep_plan
from services.registry.actions.import_planning import draw_up
from services.registry.actions.import_said_rows import is_taken, keep_said, with_row
from services.registry.actions.import_sheets import take_sheets
from services.registry.files import import_tables, uploads
from services.registry.files.extent import refuse
from services.registry.models.import_batch import ImportBatch
from services.registry.queries.imports import get_batch
from services.registry.web.cipher import cipher
from shared.errors import StaleForm
from shared.language import msg
from shared.web.transaction import reading, transaction


def folder() -> Path:
    """Return where uploads of this installation lie."""
    return uploads.folder_in(current_app.config["SETTINGS"].data_dir)


def take_in(batch_id: UUID, sent: Any) -> ImportBatch:
    """Store, check and read an uploaded file. Raises InvalidInput, and keeps nothing, where it cannot be taken."""
    if sent is None or not sent.filename:
        raise refuse(msg("Choose a file first."))
    upload = uploads.store(folder(), sent.stream, sent.filename)
    try:
        tables = import_tables.find_tables(upload.path, upload.kind, upload.filename)
        with transaction() as session:
            batch = import_receiving.receive(session, batch_id, upload, tables)
    except Exception:
        upload.path.unlink(missing_ok=True)
        raise
    if batch.stored_name != upload.path.name:
        upload.path.unlink(missing_ok=True)
    return batch


def choose_sheets(batch_id: UUID, names: Sequence[str], revision: int | None) -> ImportBatch:
    """Take in the hidden sheets of these names; the file is read again while no transaction is open."""
    with reading() as session:
        batch = get_batch(session, batch_id)
    imports.require(batch, "uploaded", "planned")
    tables = import_tables.all_tables_of(batch, folder())
    with transaction() as session:
        return take_sheets(session, batch_id, names, tables, revision)


def say_of_row(batch_id: UUID, sheet: str, row: int, *, business: bool, revision: int | None = None) -> ImportBatch:
    """Take a person's word on a row; where there was a plan, it is made again. Said twice changes nothing."""
    with reading() as session:
        batch = get_batch(session, batch_id)
    imports.require(batch, "uploaded", "planned")
    if is_taken(batch, sheet, row) == business:
        return batch
    if revision not in (None, batch.revision):
        raise StaleForm
    said, tables = with_row(batch, folder(), sheet, row, business=business)
    with transaction() as session:
        batch, was_planned = keep_said(session, batch_id, said, tables, batch.revision)
    if was_planned:
        work_out(batch_id)
    return batch


def work_out(batch_id: UUID) -> None:
    """Plan an import: at once where it is small, else by the worker."""
    with reading() as session:
        large = imports.is_large(session.get_one(ImportBatch, batch_id))
    if large:
        with transaction() as session:
            imports.queue_plan(session, batch_id)
        return
    with reading() as session:
        plan = draw_up(session, batch_id, folder(), cipher())
    with transaction() as session:
        keep_plan(session, plan)

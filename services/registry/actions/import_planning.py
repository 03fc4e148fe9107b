"""Working out what an import would do; nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions.import_columns import DatesByLabel
from services.registry.actions.imports import require
from services.registry.actions.nik import sealed
from services.registry.domain.date_order import date_columns, read_columns
from services.registry.domain.import_entry import Entry
from services.registry.domain.import_plan import PlannedRow, complete, digest, match
from services.registry.domain.import_progress import COMPARED_ROWS, FOUND_ROWS, READ_ROWS, progress, told
from services.registry.domain.left_columns import left_columns
from services.registry.domain.list_answers import with_answers
from services.registry.domain.office_words import OfficeWords
from services.registry.domain.row_reading import read_row
from services.registry.domain.table import Table
from services.registry.files.import_tables import tables_of
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from services.registry.queries.doubtful_rows import earlier_decisions
from services.registry.queries.known_ikm import known_businesses, last_change, register_mark, states_of
from services.registry.queries.learned import words_of_the_office
from shared.crypto import Cipher
from shared.errors import RuleBroken
from shared.language import msg
from shared.work.hand import Step, no_step

READ_OTHERWISE = msg("The program finds other columns in this file than when it was uploaded. Upload it again.")
"""It was uploaded before a newer version of the program."""


@dataclass(frozen=True)
class Plan:
    """What an import would do to the register as it was at ``mark``, read with ``mapping``, ``dates`` and ``answers``.

    ``known_to``: the last change of the history that it knows of. ``again``: it is of the rows as they were kept, not
    of the file.
    """

    batch_id: UUID
    mapping: dict[str, str]
    dates: DatesByLabel | None
    answers: Mapping[str, Any]
    mark: str
    rows: Sequence[PlannedRow]
    digest: str
    known_to: int
    again: bool = False


def draw_up(session: Session, batch_id: UUID, folder: Path, cipher: Cipher, step: Step = no_step) -> Plan:
    """Read the stored file through its mapping and plan every row. Writes nothing: a reading session is enough."""
    batch = session.get_one(ImportBatch, batch_id)
    require(batch, "uploaded", "planning", "planned")
    mark, known_to = register_mark(session), last_change(session)
    entries, dates = _read(session, batch, folder, cipher, step)
    return _planned(session, batch, mark, known_to, entries, dates, step)


def draw_again(session: Session, batch: ImportBatch, step: Step = no_step) -> Plan:
    """Plan the kept rows on the register as it is now. Writes nothing: a reading session is enough."""
    mark, known_to = register_mark(session), last_change(session)
    kept = select(ImportRow.entry).where(ImportRow.batch_id == batch.id).order_by(ImportRow.position)
    entries = [Entry.from_json(entry) for entry in session.scalars(kept)]
    return replace(_planned(session, batch, mark, known_to, entries, batch.dates, step), again=True)


def _read(
    session: Session, batch: ImportBatch, folder: Path, cipher: Cipher, step: Step
) -> tuple[list[Entry], DatesByLabel]:
    # Apart from the planning: the cells of the file are forgotten once they are read.
    tables = tables_of(batch, folder, step)
    if any(label not in batch.mapping for table in tables for label in table.labels if label):
        raise RuleBroken(READ_OTHERWISE)
    dates = batch.dates or date_columns(tables)
    return _entries(batch, tables, dates, words_of_the_office(session), cipher, step), dates


def _entries(
    batch: ImportBatch, tables: Sequence[Table], dates: DatesByLabel, words: OfficeWords, cipher: Cipher, step: Step
) -> list[Entry]:
    mapping = {label: field for label, field in batch.mapping.items() if field}
    columns = read_columns(dates)
    left = left_columns(batch.mapping, batch.columns or {})
    seal = lambda nik: sealed({"nik": nik}, cipher)  # noqa: E731 - one word for what every row needs
    rows = [(row, table.title) for table in tables for row in table.rows]
    return [read_row(row, mapping, seal, columns, left, words, title) for row, title in told(rows, 1, READ_ROWS, step)]


def _planned(
    session: Session, batch: ImportBatch, mark: str, known_to: int, entries: Sequence[Entry],
    dates: DatesByLabel | None, step: Step,
) -> Plan:  # fmt: skip
    total, answers = len(entries), dict(batch.defaults)
    entries = [with_answers(entry, batch.answers) for entry in entries]
    found = progress(2, total, FOUND_ROWS, step)
    matching = match(entries, known_businesses(session), batch.id, earlier_decisions(session), found)
    rows = complete(matching, lambda ids: states_of(session, ids), progress(3, total, COMPARED_ROWS, step))
    return Plan(batch.id, batch.mapping, dates, answers, mark, rows, digest(rows), known_to)

"""Doubtful rows of one list and one kind of reason: one of them shows what is asked of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services.registry.domain.import_plan import POSSIBLE
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from services.registry.queries.import_rows import asked_once

SERIES = 3
"""From so many rows on they are shown as one question."""


@dataclass(frozen=True)
class DoubtGroup:
    """``sample``: the row that stands first of them in the list."""

    batch_id: UUID
    filename: str
    doubt: str
    count: int
    sample: UUID


def doubt_groups(session: Session, batch_id: UUID | None = None) -> list[DoubtGroup]:
    """Return what waits, by list and reason, where it is many; the largest groups first."""
    first = func.row_number().over(
        partition_by=(ImportRow.batch_id, ImportRow.doubt), order_by=ImportRow.position
    ).label("place")  # fmt: skip
    many = func.count().over(partition_by=(ImportRow.batch_id, ImportRow.doubt)).label("many")
    waiting = select(ImportRow.batch_id, ImportRow.doubt, ImportRow.id, first, many)
    waiting = waiting.where(*asked_once(batch_id), ImportRow.doubt.is_not(None))
    rows = waiting.subquery()
    groups = (
        select(rows.c.batch_id, ImportBatch.filename, rows.c.doubt, rows.c.many, rows.c.id)
        .join(ImportBatch, ImportBatch.id == rows.c.batch_id)
        .where(rows.c.place == 1, rows.c.many >= SERIES)
        .order_by(rows.c.many.desc(), ImportBatch.created_at, rows.c.doubt)
    )
    return [DoubtGroup(*row) for row in session.execute(groups)]


def others_of(row: ImportRow, batch: ImportBatch) -> list[ColumnElement[bool]]:
    """Return the conditions on the rows about which the same is asked as about this one, and nobody decided yet."""
    open_ones = ImportRow.waiting.is_(True) if batch.status == "confirmed" else ImportRow.decision.is_(None)
    alike = (ImportRow.batch_id == row.batch_id, ImportRow.verdict == POSSIBLE, ImportRow.doubt == row.doubt)
    return [*alike, ImportRow.id != row.id, open_ones]


def count_others(session: Session, row: ImportRow, batch: ImportBatch) -> int:
    """Count the rows about which the same is asked as about this one."""
    return session.scalar(select(func.count()).select_from(ImportRow).where(*others_of(row, batch))) or 0


def others(session: Session, row: ImportRow, batch: ImportBatch, *, lock: bool = False) -> Sequence[ImportRow]:
    """Return these rows in the order of the list."""
    wanted = select(ImportRow).where(*others_of(row, batch)).order_by(ImportRow.position)
    held = wanted.with_for_update().execution_options(populate_existing=True)
    return session.scalars(held if lock else wanted).all()

"""Imports as pages and programs show them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from services.registry.domain.import_plan import SAME
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from shared.among import among
from shared.errors import NotFound
from shared.language import msg


def list_batches(session: Session, size: int, offset: int) -> tuple[Sequence[ImportBatch], int]:
    """Return imports, newest first, and how many there are."""
    total = session.scalar(select(func.count()).select_from(ImportBatch)) or 0
    newest = select(ImportBatch).order_by(ImportBatch.created_at.desc(), ImportBatch.id)
    return session.scalars(newest.limit(size).offset(offset)).all(), total


def get_batch(session: Session, batch_id: UUID) -> ImportBatch:
    """Return one import. Raises NotFound."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFound(msg("There is no such import."))
    return batch


def written(session: Session, batches: Iterable[ImportBatch]) -> dict[UUID, dict[str, int]]:
    """Return what each confirmed import did by now: how many IKM it added and touched, how many of its rows wait."""
    ids = [batch.id for batch in batches if batch.status == "confirmed"]
    made = (
        select(Ikm.import_batch_id, func.count()).where(among(Ikm.import_batch_id, ids)).group_by(Ikm.import_batch_id)
    )
    new = dict(session.execute(made).all())
    touched = func.count(distinct(ImportRow.ikm_id)).filter(ImportRow.verdict != SAME)
    rows = select(ImportRow.batch_id, touched, func.count().filter(ImportRow.waiting))
    listed = session.execute(rows.where(among(ImportRow.batch_id, ids)).group_by(ImportRow.batch_id))
    return {
        batch_id: {"new": new.get(batch_id, 0), "touched": many, "waiting": waiting}
        for batch_id, many, waiting in listed
    }

"""Imports as pages and programs show them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.registry.models.import_batch import ImportBatch
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

"""Which lists came later and built on what an import wrote: they stand in the way of undoing it whole."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.registry.models.import_batch import ImportBatch
from shared.among import among
from shared.change import Change


@dataclass(frozen=True)
class LaterList:
    """``touched``: on how many IKM of the import it built."""

    id: UUID
    filename: str
    rows: int
    touched: int


def later_lists(session: Session, batch: ImportBatch) -> list[LaterList]:
    """Return the standing lists that built on an import, or on one of these lists, the newest first."""
    found: dict[UUID, LaterList] = {}
    asked: Collection[UUID] = [batch.id]
    while asked:
        newer = {one.id: one for each in asked for one in _built_on(session, each) if one.id not in found}
        newer.pop(batch.id, None)
        found |= newer
        asked = newer.keys()
    order = select(ImportBatch.id).where(among(ImportBatch.id, found)).order_by(ImportBatch.confirmed_at.desc())
    return [found[batch_id] for batch_id in session.scalars(order)]


def _built_on(session: Session, batch_id: UUID) -> list[LaterList]:
    mine = select(Change.noun_id).where(Change.batch_id == batch_id)
    first = select(func.min(Change.id)).where(Change.batch_id == batch_id).scalar_subquery()
    later = (
        select(Change.batch_id, func.count(Change.noun_id.distinct()))
        .where(Change.id > first, Change.batch_id.is_not(None), Change.batch_id != batch_id, Change.noun_id.in_(mine))
        .group_by(Change.batch_id)
    )
    touched = dict(session.execute(later).all())
    standing = select(ImportBatch).where(among(ImportBatch.id, touched), ImportBatch.status == "confirmed")
    return [LaterList(one.id, one.filename, one.total, touched[one.id]) for one in session.scalars(standing)]

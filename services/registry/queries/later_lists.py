"""Which lists came later and built on what an import wrote: they stand in the way of undoing it whole."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from services.registry.models.import_batch import ImportBatch
from shared.among import among
from shared.change import Change

COUNTED = 1000
"""Whether it is more than this nobody needs to know exactly, and every count takes time."""


@dataclass(frozen=True)
class LaterList:
    """``touched``: on how many IKM of the import it built; one more than COUNTED stands for all that is more."""

    id: UUID
    filename: str
    rows: int
    touched: int

    @property
    def touched_many(self) -> bool:
        return self.touched > COUNTED


def later_lists(session: Session, batch: ImportBatch) -> list[LaterList]:
    """Return the standing lists that built on an import, or on one of these lists, the newest first."""
    found: dict[UUID, LaterList] = {}
    asked: Collection[UUID] = [batch.id]
    while asked:
        newer: dict[UUID, LaterList] = {}
        for each in asked:
            newer |= {one.id: one for one in _built_on(session, each, {batch.id, *found, *newer})}
        found |= newer
        asked = newer.keys()
    order = select(ImportBatch.id).where(among(ImportBatch.id, found)).order_by(ImportBatch.confirmed_at.desc())
    return [found[batch_id] for batch_id in session.scalars(order)]


def _built_on(session: Session, batch_id: UUID, but: Collection[UUID]) -> list[LaterList]:
    standing = select(ImportBatch).where(ImportBatch.status == "confirmed", ~among(ImportBatch.id, but))
    touched = ((one, _touched(session, batch_id, one.id)) for one in session.scalars(standing).all())
    return [LaterList(one.id, one.filename, one.total, many) for one, many in touched if many]


def _touched(session: Session, batch_id: UUID, later_id: UUID) -> int:
    """Count, as far as it is counted, the IKM of one list that another went on with."""
    before, after = aliased(Change), aliased(Change)
    first = select(func.min(Change.id)).where(Change.batch_id == batch_id).scalar_subquery()
    # By noun and id, which has an index: a list is asked for as many IKM as have to be counted, not for all.
    mine = exists().where(before.noun == "ikm", before.noun_id == after.noun_id, before.batch_id == batch_id)
    both = select(after.noun_id).where(after.batch_id == later_id, after.id > first, mine)
    return session.scalar(select(func.count()).select_from(both.distinct().limit(COUNTED + 1).subquery())) or 0

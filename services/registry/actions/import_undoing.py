"""Undoing imports: one alone, or with the lists that came later and built on it; and what earlier ones had to leave.

Everybody else who works on a list holds it, then the counter. Undoing holds several lists, before the counter too: one
who undoes at a time, or each would wait for a list that another has.
"""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import imports
from services.registry.actions.import_undo import take_back, take_back_from
from services.registry.models.counter import Counter
from services.registry.models.import_batch import ImportBatch
from services.registry.queries.later_lists import later_lists
from shared.change import Change
from shared.context import actor

LATER = "later"


def undo_alone(session: Session) -> None:
    """Let nobody else undo a list until this transaction ends; taken before any list is."""
    Counter.hold(session, "undo")


def undo(session: Session, batch_id: UUID, *, with_later: bool = False) -> ImportBatch:
    """Undo a confirmed import; ``with_later``: first the lists that built on it, the newest first.

    Many rows are left to the lane. Raises RuleBroken where it is undone already.
    """
    undo_alone(session)
    batch = ImportBatch.locked(session, batch_id)
    imports.require(batch, "confirmed")
    batch.undone_by = actor().name
    later = later_lists(session, batch) if with_later else []
    if batch.total + sum(one.rows for one in later) > imports.LARGE:
        imports.leave_to_lane(session, batch, imports.UNDO, {LATER: [str(one.id) for one in later]})
        return batch
    return undo_all(session, batch, [one.id for one in later])


def undo_all(session: Session, batch: ImportBatch, later: Iterable[UUID] = ()) -> ImportBatch:
    """Undo an import after ``later`` ones, in this order; one that was undone meanwhile is left alone.

    For whoever undoes alone (``undo_alone``).
    """
    for newer in [ImportBatch.locked(session, batch_id) for batch_id in later]:
        if newer.status == "confirmed":
            newer.undone_by = batch.undone_by
            _undo_one(session, newer)
    return _undo_one(session, batch)


def _undo_one(session: Session, batch: ImportBatch) -> ImportBatch:
    take_back(session, batch)
    session.flush()
    for earlier in _left_under(session, batch):
        take_back_from(session, earlier, _kept(earlier) & _written(session, batch))
    return batch


def _left_under(session: Session, batch: ImportBatch) -> list[ImportBatch]:
    """Return the undone lists that had to leave something because this one stood on it, the newest first."""
    undone = (ImportBatch.status == "undone", ImportBatch.id != batch.id)
    newest = select(ImportBatch).where(*undone).order_by(ImportBatch.confirmed_at.desc())
    written = _written(session, batch)
    ids = [earlier.id for earlier in session.scalars(newest) if _kept(earlier) & written]
    return [ImportBatch.locked(session, batch_id) for batch_id in ids]


def _kept(batch: ImportBatch) -> set[UUID]:
    outcome: dict[str, Collection[Any]] = batch.outcome
    return {UUID(ikm_id) for name in ("kept_new", "kept_fields") for ikm_id in outcome.get(name, ())}


def _written(session: Session, batch: ImportBatch) -> set[UUID]:
    return set(session.scalars(select(Change.noun_id).where(Change.batch_id == batch.id)))

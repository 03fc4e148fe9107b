"""Taking back a whole import: what it made goes, what it changed is as before, unless somebody went on with it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.registry.actions.announcements import UNTRACKED, portions
from services.registry.actions.import_restoring import restore
from services.registry.actions.imports import ask_to_clear, is_large
from services.registry.actions.unseen import CLEARING, UNDONE, take_out
from services.registry.models.counter import Counter
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from services.registry.models.listing import Listing
from services.registry.queries.import_traces import changes_to_known, made_by, touched_since
from shared.among import among
from shared.change import Change
from shared.clock import now
from shared.language import msg, translate


def take_back(session: Session, batch: ImportBatch) -> ImportBatch:
    """Undo what a batch did, and note on it what could not be undone."""
    _hold_all(session, batch)
    made = made_by(session, batch)
    changes = changes_to_known(session, batch)
    touched = touched_since(session, batch)
    untouched = made - touched.keys()
    kept = restore(session, batch, changes, touched)
    _remove(session, batch, untouched)
    session.execute(update(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.waiting).values(waiting=False))
    batch.status, batch.undone_at, batch.notice = "undone", now(), None
    batch.outcome = batch.outcome | {
        "removed": len(untouched),
        "restored": len(changes),
        "kept_new": sorted(str(ikm_id) for ikm_id in made - untouched),
        "kept_fields": kept,
    }
    return batch


def take_back_from(session: Session, batch: ImportBatch, ids: Collection[UUID]) -> None:
    """Take back what an undone batch had to leave on some IKM, once nobody stands on it any more."""
    _hold_all(session, batch)
    made = made_by(session, batch)
    changes = {ikm_id: rows for ikm_id, rows in changes_to_known(session, batch).items() if ikm_id in ids}
    touched = touched_since(session, batch)
    untouched = (made & set(ids)) - touched.keys()
    kept = restore(session, batch, changes, touched)
    _remove(session, batch, untouched)
    gone = {str(ikm_id) for ikm_id in (*untouched, *changes)}
    batch.outcome = batch.outcome | {
        "removed": batch.outcome["removed"] + len(untouched),
        "kept_new": [ikm_id for ikm_id in batch.outcome["kept_new"] if ikm_id not in gone],
        "kept_fields": {name: left for name, left in batch.outcome["kept_fields"].items() if name not in gone} | kept,
    }


def _hold_all(session: Session, batch: ImportBatch) -> None:
    """Let everybody finish who works on what the batch wrote, then let nobody in: the counter first, as imports do."""
    Counter.hold(session, "ikm")
    written = select(Change.noun_id).where(Change.batch_id == batch.id)
    session.execute(select(Ikm.id).where(Ikm.id.in_(written)).order_by(Ikm.id).with_for_update())


def _remove(session: Session, batch: ImportBatch, untouched: set[UUID]) -> None:
    if not is_large(batch):
        take_out(session, sorted(untouched), translate(msg(UNDONE.template, name=batch.filename), "id"))
        return
    # Nobody sees them any more from this moment on; the lane takes them out in slices. What stays must not go with
    # them, also where a list was undone before that was kept apart.
    brought = set(session.scalars(select(Ikm.id).where(Ikm.import_batch_id == batch.id)))
    _brought_by(session, None, brought - untouched)
    _brought_by(session, batch.id, untouched - brought)
    batch.unseen = CLEARING
    ask_to_clear(session, batch)


def _brought_by(session: Session, batch_id: UUID | None, ids: set[UUID]) -> None:
    for table, key in ((Ikm, Ikm.id), (Listing, Listing.ikm_id)):
        for some in portions(ids):
            brought = update(table).where(among(key, some)).values(import_batch_id=batch_id)
            session.execute(brought, execution_options=UNTRACKED)

"""What a large list changes of known businesses: worked out before the lock, so that it is held for moments only."""

import pickle
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions.import_pen import Writing, apply
from services.registry.actions.rewriting import Changes, put_in_place, rewritten
from services.registry.actions.unseen import Overtaken, make_way
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from shared.among import among


def work_out(session: Session, batch: ImportBatch, writings: Sequence[Writing]) -> bytes:
    """Return what rows make of the businesses they are about, packed. Writes nothing: a reading session is enough."""
    nibs = [writing.values["nib"] for writing in writings if writing.values.get("nib")]
    ids = [writing.ikm_id for writing in writings]
    changes = rewritten(session, ids, lambda businesses: apply(batch, businesses, writings).history)
    # A fraction of the room they take as objects: tens of thousands of them wait for one moment.
    return pickle.dumps((nibs, changes))


def write_known(session: Session, packed: bytes) -> None:
    """Write what was worked out. Raises Overtaken where somebody has changed one of the businesses since."""
    nibs, changes = _unpacked(packed)
    make_way(session, nibs)
    held = select(Ikm.id, Ikm.revision).where(among(Ikm.id, changes.revisions)).order_by(Ikm.id).with_for_update()
    if dict(session.execute(held).all()) != changes.revisions:
        raise Overtaken
    put_in_place(session, changes)


def _unpacked(packed: bytes) -> tuple[list[str], Changes]:
    nibs, changes = pickle.loads(packed)  # noqa: S301 - packed above, by this process
    return nibs, changes

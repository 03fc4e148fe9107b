"""Writing planned rows into the register: few queries, one history, one announcement for each IKM."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce_many, announce_new, list_new
from services.registry.actions.ikm import give_numbers
from services.registry.actions.import_pen import Drawn, Writing, apply, draw_new
from services.registry.actions.newcomers import insert_all
from services.registry.actions.unseen import make_way
from services.registry.models.import_batch import ImportBatch
from services.registry.queries.known_ikm import with_children
from shared.audit import record_many


def write(session: Session, batch: ImportBatch, writings: Sequence[Writing]) -> None:
    """Write rows in their order and announce every IKM they touch."""
    make_way(session, [writing.values.get("nib") for writing in writings])
    new = {writing.ikm_id for writing in writings if writing.is_new}
    added = draw_new(batch, [writing for writing in writings if writing.ikm_id in new])
    known = {writing.ikm_id for writing in writings} - new
    changed = apply(
        batch,
        with_children(session, known, lock=True),
        [writing for writing in writings if writing.ikm_id not in new],
    )
    give_numbers(session, added.businesses)
    insert_all(session, added.businesses)
    record_many(session, added.history + changed.history)
    announce_new(session, added.businesses)
    announce_many(session, known)


def write_unseen(session: Session, drawn: Drawn) -> None:
    """Write new businesses, of which nobody hears before the import is seen."""
    give_numbers(session, drawn.businesses)
    insert_all(session, drawn.businesses, told=False)
    list_new(session, drawn.businesses)
    record_many(session, drawn.history)

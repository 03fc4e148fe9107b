"""Taking out IKM that a list has begun to write and that nobody has seen: the other services never heard of them."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.registry.actions.fields import entry
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.models.unseen import ARRIVING, WITH_UNSEEN
from shared.among import among
from shared.audit import record_many
from shared.language import msg, translate

OVERTAKEN = msg("Another record with this NIB was entered while the list was being written.")
NOT_WRITTEN = msg("The list {name} was not written after all.")


def make_way(session: Session, nibs: Iterable[str | None], *, beside: UUID | None = None) -> None:
    """Drop what is unseen and has one of these NIB: whoever enters one while a list is being written comes first.

    The list finds out before any of it is seen. ``beside``: the list that asks.
    """
    if given := [nib for nib in nibs if nib]:
        theirs = select(Ikm.id).where(among(Ikm.nib, given), Ikm.import_batch_id.in_(ARRIVING))
        others = theirs if beside is None else theirs.where(Ikm.import_batch_id != beside)
        if ids := session.scalars(others, execution_options=WITH_UNSEEN).all():
            _drop(session, ids, translate(OVERTAKEN, "id"))


def take_some(session: Session, batch: ImportBatch, many: int) -> int:
    """Drop so many of the IKM that an import wrote unseen; return how many there were."""
    theirs = select(Ikm.id).where(Ikm.import_batch_id == batch.id).order_by(Ikm.id).limit(many)
    ids = session.scalars(theirs, execution_options=WITH_UNSEEN).all()
    if ids:
        _drop(session, ids, translate(msg(NOT_WRITTEN.template, name=batch.filename), "id"))
    return len(ids)


def _drop(session: Session, ids: Iterable[UUID], reason: str) -> None:
    # What belongs to them goes with them, by the foreign keys.
    going = delete(Ikm).where(among(Ikm.id, ids)).returning(Ikm.id, Ikm.number, Ikm.import_batch_id)
    gone = session.execute(going, execution_options={"synchronize_session": False, **WITH_UNSEEN}).all()
    record_many(
        session,
        [
            entry(each.id, "remove", {"number": each.number}, {}, reason=reason, batch_id=each.import_batch_id)
            for each in gone
        ],
    )

"""Taking out IKM of a list: those it has begun to write and nobody has seen, and those of one that was undone."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions.announcements import delete_and_tell
from services.registry.actions.fields import Entry, entry
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.models.unseen import ARRIVING
from shared.among import among
from shared.audit import record_many
from shared.hiding import HIDDEN_TOO, hidden_too
from shared.language import msg, translate

CLEARING = "-"
"""Stands for the plan of what is on its way out again."""
OVERTAKEN = msg("Another record with this NIB was entered while the list was being written.")
UNDONE = msg("The import {name} was undone.")
NOT_WRITTEN = msg("The list {name} was not written after all.")


class Overtaken(Exception):
    """Somebody entered or changed what a list was about to write: it must be planned again."""


def make_way(session: Session, nibs: Iterable[str | None], *, beside: UUID | None = None) -> None:
    """Take out what is unseen and has one of these NIB: whoever enters one while a list is being written comes first.

    The list finds out before any of it is seen. ``beside``: the list that asks.
    """
    if given := [nib for nib in nibs if nib]:
        theirs = select(Ikm.id).where(among(Ikm.nib, given), Ikm.import_batch_id.in_(ARRIVING))
        others = theirs if beside is None else theirs.where(Ikm.import_batch_id != beside)
        if ids := session.scalars(others, execution_options=HIDDEN_TOO).all():
            take_out(session, ids, translate(OVERTAKEN, "id"))


def take_some(session: Session, batch: ImportBatch, many: int) -> int:
    """Take out so many of the IKM of an import that are not seen; return how many there were."""
    theirs = select(Ikm.id).where(Ikm.import_batch_id == batch.id).order_by(Ikm.id).limit(many)
    ids = session.scalars(theirs, execution_options=HIDDEN_TOO).all()
    why = UNDONE if batch.undone_at else NOT_WRITTEN
    take_out(session, ids, translate(msg(why.template, name=batch.filename), "id"))
    return len(ids)


def take_out(session: Session, ids: Sequence[UUID], reason: str) -> None:
    """Delete IKM that never should have been; the other services are told that those they heard of are closed."""
    with hidden_too(session):
        record_many(session, [_removed(each, reason) for each in delete_and_tell(session, ids)])


def _removed(ikm: Any, reason: str) -> Entry:
    return entry(ikm.id, "remove", {"number": ikm.number}, {}, reason=reason, batch_id=ikm.import_batch_id)

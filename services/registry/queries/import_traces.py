"""What an import left in the history, and who went on with it since."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import Session

from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from shared.change import FORGET, Change, ChangeValue

NOBODY_WENT_ON = ("mail_came_back", "mail_goes_again", "read_nik", FORGET)
"""Steps of the history that change nothing of what an import wrote."""


def made_by(session: Session, batch: ImportBatch) -> set[UUID]:
    """Return the IKM that a batch made and that are there: a stopped attempt may have entered others, which went."""
    there = select(Change.noun_id).join(Ikm, Ikm.id == Change.noun_id)
    return set(session.scalars(there.where(*_registered_by(batch))))


def _registered_by(batch: ImportBatch) -> tuple[ColumnElement[bool], ...]:
    return Change.batch_id == batch.id, Change.action == "register"


def changes_to_known(session: Session, batch: ImportBatch) -> dict[UUID, list[Row[Any]]]:
    """Return what the batch changed on each IKM that it did not make, the newest change first."""
    columns = (Change.noun_id, Change.action, ChangeValue.old, ChangeValue.new, Change.batch_id)
    made = select(Change.noun_id).where(*_registered_by(batch))
    # Erased values are put back by nobody: a change without them is left out.
    mine = select(*columns).join(ChangeValue, ChangeValue.change_id == Change.id)
    mine = mine.where(Change.batch_id == batch.id, Change.noun_id.not_in(made))
    changes: defaultdict[UUID, list[Row[Any]]] = defaultdict(list)
    for change in session.execute(mine.order_by(Change.id.desc())):
        changes[change.noun_id].append(change)
    return dict(changes)


def touched_since(session: Session, batch: ImportBatch) -> dict[UUID, set[str]]:
    """Return, for every IKM that others went on with after this import, the fields they changed."""
    mine = select(Change.noun_id).where(Change.batch_id == batch.id)
    first = select(func.min(Change.id)).where(Change.batch_id == batch.id).scalar_subquery()
    undone = select(ImportBatch.id).where(ImportBatch.status == "undone")
    # What another import changed and then took back again is as if it had not been.
    standing = or_(Change.batch_id.is_(None), and_(Change.batch_id != batch.id, Change.batch_id.not_in(undone)))
    later = (Change.id > first, standing, Change.action.not_in(NOBODY_WENT_ON), Change.noun_id.in_(mine))
    columns = (Change.noun_id, Change.action, ChangeValue.new)
    steps = select(*columns).outerjoin(ChangeValue, ChangeValue.change_id == Change.id)
    touched: defaultdict[UUID, set[str]] = defaultdict(set)
    for change in session.execute(steps.where(*later)):
        touched[change.noun_id] |= {f"{group(change)}.{name}" for name in (change.new or {"": None})}
    return dict(touched)


def group(change: Row[Any]) -> str:
    """Return to what of an IKM a change belongs: its own fields, or one kind of what hangs on it."""
    return "fields" if change.action in ("edit", "register", "close") else change.action

"""What a large list changes of known businesses: worked out before the lock, and put in place in a few statements."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from services.registry.actions.fields import Entry as HistoryEntry
from services.registry.actions.import_pen import Writing, apply
from services.registry.actions.listings import changed_lines, replace_lines
from services.registry.actions.newcomers import children_of, row_of
from services.registry.actions.unseen import Overtaken, make_way
from services.registry.models.base import Base
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.queries.known_ikm import with_children
from shared.among import among
from shared.audit import record_many

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""By the name of their table."""


@dataclass
class Changes:
    """What is to become of some businesses. ``revisions``: by id, as they were; ``lines`` of the register's list."""

    revisions: dict[UUID, int] = field(default_factory=dict)
    gone: dict[str, list[UUID]] = field(default_factory=dict)
    changed: Rows = field(default_factory=dict)
    added: Rows = field(default_factory=dict)
    lines: list[Row] = field(default_factory=list)
    nibs: list[str] = field(default_factory=list)
    history: list[HistoryEntry] = field(default_factory=list)


def work_out(session: Session, batch: ImportBatch, writings: Sequence[Writing]) -> bytes:
    """Return what rows make of the businesses they are about, packed. Writes nothing: a reading session is enough."""
    changes = Changes(nibs=[writing.values["nib"] for writing in writings if writing.values.get("nib")])
    with session.no_autoflush:
        businesses = list(with_children(session, [writing.ikm_id for writing in writings]))
        before = {each.id: _columns(each) for ikm in businesses for each in (ikm, *children_of(ikm))}
        there = [(child.__tablename__, child.id) for ikm in businesses for child in children_of(ikm)]
        changes.history = apply(batch, businesses, writings).history
        for ikm in businesses:
            _note(changes, ikm, before)
        changes.lines = changed_lines(session, businesses)
        session.expunge_all()
    stay = {child.id for ikm in businesses for child in children_of(ikm)}
    for name, child_id in there:
        if child_id not in stay:
            changes.gone.setdefault(name, []).append(child_id)
    # Ten times smaller than what it is made of: tens of thousands of them wait for one moment.
    return pickle.dumps(changes)


def put_in_place(session: Session, packed: bytes) -> None:
    """Write what was worked out; the other services are told later. Raises Overtaken where it no longer holds."""
    changes: Changes = pickle.loads(packed)  # noqa: S301 - made above, by this process
    make_way(session, changes.nibs)
    held = select(Ikm.id, Ikm.revision).where(among(Ikm.id, changes.revisions)).order_by(Ikm.id).with_for_update()
    if dict(session.execute(held).all()) != changes.revisions:
        raise Overtaken
    for name, ids in changes.gone.items():
        table = Base.metadata.tables[name]
        session.execute(delete(table).where(among(table.c.id, ids)))
    for name, rows in changes.changed.items():
        _update(session, name, rows)
    for name, rows in changes.added.items():
        session.execute(insert(Base.metadata.tables[name]), rows)
    replace_lines(session, changes.lines)
    record_many(session, changes.history)


def _note(changes: Changes, ikm: Ikm, before: dict[UUID, Row]) -> None:
    changes.revisions[ikm.id] = ikm.revision
    ikm.keep_search_keys()
    own = _difference(ikm, before[ikm.id])
    changes.changed.setdefault(Ikm.__tablename__, []).append(
        own | {"revision": ikm.revision + 1, "untold": True, "which": ikm.id}
    )
    for child in children_of(ikm):
        if child.id not in before:
            child.ikm_id = ikm.id
            changes.added.setdefault(child.__tablename__, []).append(row_of(child))
        elif other := _difference(child, before[child.id]):
            changes.changed.setdefault(child.__tablename__, []).append(other | {"which": child.id})


def _difference(item: Any, was: Row) -> Row:
    return {name: value for name, value in _columns(item).items() if value != was[name]}


def _columns(item: Any) -> Row:
    known = vars(item)
    columns = {column.key: known.get(column.key) for column in item.__table__.columns}
    return columns | {"provenance": dict(columns["provenance"])} if "provenance" in columns else columns


def _update(session: Session, name: str, rows: list[Row]) -> None:
    """Update rows of a table, those that change the same columns with one statement."""
    table = Base.metadata.tables[name]
    changing = update(table).where(table.c.id == bindparam("which"))
    for _, alike in groupby(sorted(rows, key=_names), key=_names):
        session.execute(changing, list(alike))


def _names(row: Row) -> list[str]:
    return sorted(row)

"""Changing thousands of businesses: worked out on objects that are never flushed, written in a few statements a table.

The other services are told later: what is written here is marked untold.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.orm import Session

from services.registry.actions.fields import Entry
from services.registry.actions.listings import changed_lines, replace_lines
from services.registry.actions.newcomers import children_of, row_of
from services.registry.models.base import Base
from services.registry.models.ikm import Ikm
from services.registry.queries.known_ikm import with_children
from shared.among import among
from shared.audit import record_many

Row = dict[str, Any]
Rewrite = Callable[[Sequence[Ikm]], list[Entry]]
"""Changes businesses and what belongs to them, and returns what the history is to say."""


@dataclass
class Changes:
    """What is to become of some businesses, by table. ``revisions``: by id, as they were before."""

    revisions: dict[UUID, int] = field(default_factory=dict)
    gone: dict[str, list[UUID]] = field(default_factory=dict)
    changed: dict[str, list[Row]] = field(default_factory=dict)
    added: dict[str, list[Row]] = field(default_factory=dict)
    lines: list[Row] = field(default_factory=list)
    history: list[Entry] = field(default_factory=list)


def rewritten(session: Session, ids: Iterable[UUID], rewrite: Rewrite) -> Changes:
    """Return what becomes of businesses. Writes nothing: a reading session is enough."""
    with session.no_autoflush:
        businesses = list(with_children(session, ids))
        family = [each for ikm in businesses for each in (ikm, *children_of(ikm))]
        before = {each.id: _columns(each) for each in family}
        changes = Changes(history=rewrite(businesses))
        for ikm in businesses:
            _note(changes, ikm, before)
        changes.lines = changed_lines(session, businesses)
        stay = {each.id for ikm in businesses for each in (ikm, *children_of(ikm))}
        for each in family:
            if each.id not in stay:
                changes.gone.setdefault(each.__tablename__, []).append(each.id)
        for each in (*family, *businesses):
            if each in session:
                session.expunge(each)
    return changes


def put_in_place(session: Session, changes: Changes) -> None:
    """Write what becomes of businesses, which nobody may have changed meanwhile."""
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
    own = _difference(ikm, before[ikm.id]) | {"revision": ikm.revision + 1, "untold": True, "which": ikm.id}
    changes.changed.setdefault(Ikm.__tablename__, []).append(own)
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
    for _, alike in groupby(sorted(rows, key=sorted), key=sorted):
        session.execute(changing, list(alike))

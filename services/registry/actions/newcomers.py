"""Inserting thousands of new businesses: one statement a table, and no object for the session to keep track of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.registry.models.ikm import Ikm
from services.registry.queries.known_ikm import CHILDREN

AT_ONCE = 1000


def insert_all(session: Session, newcomers: Sequence[Ikm], *, told: bool = True) -> None:
    """Insert new IKM with all that belongs to them, to be announced next. The objects stay outside of the session.

    ``told``: False where they are announced much later.
    """
    for start in range(0, len(newcomers), AT_ONCE):
        tables: defaultdict[type[Any], list[dict[str, Any]]] = defaultdict(list)
        for ikm in newcomers[start : start + AT_ONCE]:
            ikm.revision, ikm.profile_revision, ikm.untold = 1, int(told), not told
            ikm.keep_search_keys()
            tables[Ikm].append(row_of(ikm))
            for child in children_of(ikm):
                child.ikm_id = ikm.id
                tables[type(child)].append(row_of(child))
        for table, rows in tables.items():
            session.execute(insert(table.__table__), rows)


def children_of(ikm: Ikm) -> Iterable[Any]:
    """Return all that belongs to an IKM, as far as anybody has touched it."""
    # Asking the attribute would make an empty list for each relation that nobody has touched.
    return (child for relation in CHILDREN for child in vars(ikm).get(relation.key, ()))


def row_of(item: Any) -> dict[str, Any]:
    """Return the columns of an object that is to be inserted, with their defaults, which the object gets too.

    No session looks at these objects: their values are put straight into them.
    """
    columns, defaults = _columns(item.__table__)
    values = vars(item)
    for key, default in defaults:
        if key not in values:
            values[key] = default()
    return {key: values.get(key) for key in columns}


@cache
def _columns(table: Any) -> tuple[tuple[str, ...], tuple[tuple[str, Callable[[], Any]], ...]]:
    """Return the names of a table's columns, and what makes the defaults of those that have one."""
    return tuple(column.key for column in table.columns), tuple(
        (column.key, partial(default.arg, None) if default.is_callable else partial(_same, default.arg))
        for column in table.columns
        if (default := column.default) is not None
    )


def _same(value: Any) -> Any:
    return value

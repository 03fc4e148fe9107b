"""In which transaction a row was last written, so that a reader finds what it has not seen yet.

A number that grows is no order of commits on PostgreSQL: whoever took a smaller one may commit later. There the number
is that of the transaction, and a reader goes on from the oldest one that was still running when it looked. SQLite lets
one writer in at a time, so a counter will do.
"""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, or_, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

_OLDEST_RUNNING = text("SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)")
_NEXT = text("SELECT coalesce(max(changed_in), 0) + 1 FROM ikm_profile")


class ChangeNumber(FunctionElement[int]):
    """The number of the transaction that is writing."""

    type = BigInteger()
    inherit_cache = True


class _NextUnseen(FunctionElement[int]):
    type = BigInteger()
    inherit_cache = True


class _Own(FunctionElement[int]):
    type = BigInteger()
    inherit_cache = True


@compiles(ChangeNumber)
def _count_on(element: Any, compiler: Any, **options: Any) -> str:
    return f"({_NEXT.text})"


@compiles(ChangeNumber, "postgresql")
def _of_the_transaction(element: Any, compiler: Any, **options: Any) -> str:
    return "CAST(CAST(pg_current_xact_id() AS text) AS bigint)"


@compiles(_NextUnseen, "postgresql")
def _first_unseen(element: Any, compiler: Any, **options: Any) -> str:
    return "CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)"


@compiles(_Own, "postgresql")
def _of_this_transaction(element: Any, compiler: Any, **options: Any) -> str:
    return "CAST(CAST(pg_current_xact_id_if_assigned() AS text) AS bigint)"


def horizon(session: Session) -> int:
    """Return from which number on a later look must read, if this session reads all that it sees now."""
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return int(session.scalar(_OLDEST_RUNNING if on_postgresql else _NEXT) or 0)


def written_since(session: Session, column: Any, number: int) -> ColumnElement[bool]:
    """Return the condition that a row may have been written since a :func:`horizon`."""
    since: ColumnElement[bool] = column >= number
    if session.get_bind().dialect.name != "postgresql":
        return since
    # A database put back from a copy holds numbers that its server has yet to give: those rows are not news.
    return since & or_(column < _NextUnseen(), column == _Own())

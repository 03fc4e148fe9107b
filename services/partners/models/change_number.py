"""In which transaction a row was last written, so that a reader finds what it has not seen yet.

A number that grows is no order of commits on PostgreSQL: whoever took a smaller one may commit later. There the number
is that of the transaction, and a reader remembers which ones had not ended when it looked: it reads what those
wrote and later ones, and nothing twice, however long one of them runs. SQLite lets one writer in at a time: a counter
will do.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, exists, func, or_, select, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

from shared.among import among

_SNAPSHOT = text("SELECT CAST(pg_current_snapshot() AS text)")
_NEXT = text("SELECT coalesce(max(changed_in), 0) + 1 FROM ikm_profile")


@dataclass(frozen=True)
class Horizon:
    """What a look could see: all numbers below ``next`` but for those that were ``running``."""

    next: int
    running: tuple[int, ...] = ()

    @property
    def oldest(self) -> int:
        """From which number on whoever remembers one number alone must read; some of it is read twice."""
        return min(self.running, default=self.next)

    def covers(self, other: "Horizon") -> bool:
        """Tell whether whoever sees this far sees all that another could see."""
        unseen = {number for number in self.running if number < other.next}
        return self.next >= other.next and unseen <= set(other.running)


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


def horizon(session: Session) -> Horizon:
    """Return how far this session sees, if it reads all that it can see now and has written nothing itself."""
    if session.get_bind().dialect.name != "postgresql":
        return Horizon(int(session.scalar(_NEXT) or 0))
    # "oldest:next:running,running", https://www.postgresql.org/docs/current/functions-info.html
    _, following, running = str(session.scalar(_SNAPSHOT)).split(":")
    return Horizon(int(following), tuple(map(int, filter(None, running.split(",")))))


def written_since(session: Session, column: Any, seen: Horizon) -> ColumnElement[bool]:
    """Return the condition that a row was written by what a :func:`horizon` had not seen."""
    since: ColumnElement[bool] = column >= seen.next
    if session.get_bind().dialect.name != "postgresql":
        return since
    # A database put back from a copy holds numbers that its server has yet to give: those rows are not news.
    given = since & or_(column < _NextUnseen(), column == _Own())
    return given | among(column, seen.running)


def has_news(session: Session, column: Any, seen: Horizon) -> bool:
    """Tell whether a session that only reads sees a row that was written by what a :func:`horizon` had not seen."""
    # The end of an index, wherever the planner believes most numbers to lie.
    greatest = select(func.max(column))
    if session.get_bind().dialect.name == "postgresql":
        greatest = greatest.where(column < _NextUnseen())
    if (session.scalar(greatest) or 0) >= seen.next:
        return True
    return bool(seen.running) and bool(session.scalar(select(exists().where(among(column, seen.running)))))

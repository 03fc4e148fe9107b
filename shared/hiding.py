"""Rows that are in a table and in no answer: a service says once which, and no query of it can forget them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

HIDDEN_TOO = {"hidden_too": True}
"""Execution option of a statement that is about what is hidden."""
_SHOWN: list[Any] = []


def show_only(table: type[Any], condition: ColumnElement[bool]) -> None:
    """Narrow every query, update and delete of a table by the ORM to the rows of which this is true.

    Statements that name the table as such (``Table``, text) are not narrowed, nor are inserts.
    """
    _SHOWN.append(with_loader_criteria(table, condition, include_aliases=True, propagate_to_loaders=False))


@contextmanager
def hidden_too(session: Session) -> Iterator[None]:
    """Let every statement inside see what is hidden."""
    session.info.update(HIDDEN_TOO)
    try:
        yield
    finally:
        session.info.pop("hidden_too")


@event.listens_for(Session, "do_orm_execute")
def leave_out_the_hidden(state: ORMExecuteState) -> None:
    """Narrow a statement to what is shown."""
    all_of_it = state.execution_options.get("hidden_too") or state.session.info.get("hidden_too")
    if _SHOWN and state.is_orm_statement and not state.is_insert and not all_of_it:
        state.statement = state.statement.options(*_SHOWN)

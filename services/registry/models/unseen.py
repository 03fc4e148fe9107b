"""What a list has begun to write is seen by nobody before all of it is there: one condition on every query."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, event, or_, select
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.models.listing import Listing

WITH_UNSEEN = {"with_unseen": True}
"""Execution option of the statements that are about what is not seen yet, or no longer."""
ARRIVING = select(ImportBatch.id).where(ImportBatch.unseen.is_not(None))


def _is_seen(table: Any) -> ColumnElement[bool]:
    return or_(table.import_batch_id.is_(None), table.import_batch_id.not_in(ARRIVING))


SEEN = [
    with_loader_criteria(table, _is_seen(table), include_aliases=True, propagate_to_loaders=False)
    for table in (Ikm, Listing)
]


@contextmanager
def seeing_all(session: Session) -> Iterator[None]:
    """Let every statement inside see what nobody else sees."""
    session.info.update(WITH_UNSEEN)
    try:
        yield
    finally:
        session.info.pop("with_unseen")


@event.listens_for(Session, "do_orm_execute")
def leave_out_the_unseen(state: ORMExecuteState) -> None:
    """Narrow every query, update and delete to what is to be seen."""
    seen_all = state.execution_options.get("with_unseen") or state.session.info.get("with_unseen")
    if state.is_orm_statement and not state.is_insert and not seen_all:
        state.statement = state.statement.options(*SEEN)

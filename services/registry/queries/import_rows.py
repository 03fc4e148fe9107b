"""Rows of imports as pages and programs show them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from services.registry.models.import_row import NO_ROW, ImportRow
from services.registry.queries.import_row_views import RowView, views
from shared import searching
from shared.errors import NotFound


def list_rows(
    session: Session,
    batch_id: UUID,
    verdict: str | None,
    search: str | None,
    size: int,
    offset: int,
    effect: str | None = None,
) -> tuple[list[RowView], int]:
    """Return rows of an import in the order of the list, and how many there are. ``effect``: of which becomes this."""
    wanted: list[ColumnElement[bool]] = [ImportRow.batch_id == batch_id]
    if verdict:
        wanted.append(ImportRow.verdict == verdict)
    if effect:
        wanted.append(ImportRow.effects.contains(f" {effect} ", autoescape=True))
    if search:
        wanted.append(searching.found(search, ImportRow.name))
    return _page(session, wanted, (ImportRow.position,), size, offset)


def list_waiting(session: Session, batch_id: UUID | None, size: int, offset: int) -> tuple[list[RowView], int]:
    """Return the rows a person has yet to decide on, oldest import first."""
    return _page(session, asked_once(batch_id), (ImportRow.created_at, ImportRow.position), size, offset)


def count_waiting(session: Session) -> int:
    """Return how many rows wait for a person's decision; rows that say the same are one."""
    return session.scalar(select(func.count()).select_from(ImportRow).where(*asked_once(None))) or 0


def asked_once(batch_id: UUID | None) -> list[ColumnElement[bool]]:
    """Of rows that wait and say the same, whichever list they are of, one is asked about: the first."""
    first = aliased(ImportRow)
    before = or_(
        first.created_at < ImportRow.created_at,
        and_(first.created_at == ImportRow.created_at, first.id < ImportRow.id),
    )
    twin = exists().where(first.waiting, first.content_hash == ImportRow.content_hash, before)
    if batch_id is None:
        return [ImportRow.waiting.is_(True), ~twin]
    return [ImportRow.waiting.is_(True), ImportRow.batch_id == batch_id, ~twin.where(first.batch_id == batch_id)]


def rows_like(
    session: Session, conditions: list[ColumnElement[bool]], size: int, offset: int
) -> tuple[list[RowView], int]:
    """Return rows of one list that meet these conditions, and how many there are."""
    return _page(session, conditions, (ImportRow.position,), size, offset)


def get_row(session: Session, row_id: UUID) -> RowView:
    """Return one row. Raises NotFound."""
    row = session.get(ImportRow, row_id)
    if row is None:
        raise NotFound(NO_ROW)
    return views(session, [row])[0]


def next_waiting(session: Session, row: RowView) -> UUID | None:
    """Return the row to decide on after this one: of the same import, else of any."""
    rest = select(ImportRow.id).where(*asked_once(None), ImportRow.id != row.id)
    order = (
        ImportRow.batch_id != row.batch_id,
        ImportRow.decision.is_not(None),
        ImportRow.created_at,
        ImportRow.position,
    )
    return session.scalar(rest.order_by(*order).limit(1))


def _page(
    session: Session, wanted: list[ColumnElement[bool]], order: Iterable[Any], size: int, offset: int
) -> tuple[list[RowView], int]:
    total = session.scalar(select(func.count()).select_from(ImportRow).where(*wanted)) or 0
    rows = session.scalars(select(ImportRow).where(*wanted).order_by(*order).limit(size).offset(offset)).all()
    return views(session, rows), total

"""The addresses to which nothing goes."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.notifications.models.suppression import Suppression
from shared import searching


def list_suppressions(
    session: Session, search: str | None, size: int, offset: int = 0
) -> tuple[list[Suppression], int]:
    """Return one page of blocked addresses, newest first, and how many there are in all."""
    found = select(Suppression)
    if search:
        found = found.where(searching.found(search, Suppression.address))
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    newest = found.order_by(Suppression.since.desc(), Suppression.id).limit(size).offset(offset)
    return list(session.scalars(newest)), total

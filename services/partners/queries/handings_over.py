"""What the history says of nominations that an IKM had only for a while, as those of a merger that was undone."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import String, Subquery, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from shared.among import among
from shared.change import Change, ChangeValue

NOMINATION = "nomination"
MOVED, PARTED = "merge", "part"
"""The steps in the history of a nomination by which it came to another IKM."""


def said_while_theirs(session: Session, ikm_ids: Collection[UUID]) -> list[int]:
    """Return what is recorded of nominations from when one of these IKM had them until it did no more."""
    until, since = _steps("old", ikm_ids), _steps("new", ikm_ids)
    theirs = and_(Change.noun == NOMINATION, Change.noun_id == until.c.noun_id, Change.id <= until.c.last)
    said = select(Change.id).join(until, theirs).outerjoin(since, since.c.noun_id == Change.noun_id)
    from_the_first = or_(since.c.first.is_(None), since.c.first > until.c.first)
    return list(session.scalars(said.where(or_(from_the_first, Change.id >= since.c.first))))


def _steps(side: str, ikm_ids: Collection[UUID]) -> Subquery:
    """Return by nomination the first and the last step that names one of these IKM as who had it, or has it since."""
    named = cast(getattr(ChangeValue, side)["ikm_id"].as_string(), String)
    return (
        select(Change.noun_id, func.min(Change.id).label("first"), func.max(Change.id).label("last"))
        .join(ChangeValue, ChangeValue.change_id == Change.id)
        .where(Change.noun == NOMINATION, Change.action.in_((MOVED, PARTED)))
        .where(among(named, [str(ikm_id) for ikm_id in ikm_ids]))
        .group_by(Change.noun_id)
        .subquery()
    )

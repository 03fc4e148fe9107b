"""What the history says of nominations that an IKM had only for a while, as those of a merger that was undone."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import String, and_, cast, func, select
from sqlalchemy.orm import Session

from shared.among import among
from shared.change import Change, ChangeValue

MOVED, PARTED = "merge", "part"
"""The steps in the history of a nomination by which it came to another IKM."""


def said_before_parting(session: Session, ikm_ids: Collection[UUID]) -> list[int]:
    """Return the changes of nominations from when one of these IKM had them, whoever has them now."""
    before = cast(ChangeValue.old["ikm_id"].as_string(), String)
    had = (
        select(Change.noun_id, func.max(Change.id).label("until"))
        .join(ChangeValue, ChangeValue.change_id == Change.id)
        .where(Change.noun == "nomination", Change.action.in_((MOVED, PARTED)))
        .where(among(before, [str(ikm_id) for ikm_id in ikm_ids]))
        .group_by(Change.noun_id)
        .subquery()
    )
    theirs = and_(Change.noun == "nomination", Change.noun_id == had.c.noun_id, Change.id <= had.c.until)
    return list(session.scalars(select(Change.id).join(had, theirs)))

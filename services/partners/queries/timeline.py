"""What happened to a thing, newest first, from the change history."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.change import Change


@dataclass(frozen=True)
class Step:
    """``who`` is None where the name was erased, ``erased`` says that the reason, if there was one, is gone."""

    at: datetime
    who: str | None
    action: str
    reason: str | None
    erased: bool


def timeline(session: Session, noun: str, noun_id: UUID, limit: int = 50) -> list[Step]:
    mine = select(Change).where(Change.noun == noun, Change.noun_id == noun_id).order_by(Change.id.desc()).limit(limit)
    return [
        Step(change.at, change.actor_name, change.action, change.reason, change.is_erased)
        for change in session.scalars(mine)
    ]

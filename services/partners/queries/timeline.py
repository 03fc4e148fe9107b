"""What happened to a thing, newest first, from the change history."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.audit import Change


@dataclass(frozen=True)
class Step:
    at: datetime
    who: str
    action: str
    reason: str | None


def timeline(session: Session, noun: str, noun_id: UUID, limit: int = 50) -> list[Step]:
    statement = (
        select(Change.at, Change.actor_name, Change.action, Change.reason)
        .where(Change.noun == noun, Change.noun_id == noun_id)
        .order_by(Change.id.desc())
        .limit(limit)
    )
    return [Step(*row) for row in session.execute(statement)]

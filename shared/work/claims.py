"""Which attempt does which work: it holds a row for a while and says again and again that it still lives.

An attempt whose hold ran out has lost the work: nothing it does afterwards is committed.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from shared.clock import latest, now
from shared.database import new_id
from shared.work.table import LIVE, RUNNING, Work

HELD = timedelta(minutes=1)
"""After a worker was killed, so long passes until its work is taken up again."""


class Lost(Exception):
    """Another attempt has taken this work over."""


def is_due() -> ColumnElement[bool]:
    """Return the condition for live work that nobody holds."""
    until = Work.claimed_until
    return Work.state.in_(LIVE) & or_(until.is_(None), until < now(), until > latest(HELD))


def any_due(session: Session) -> bool:
    """Tell whether work waits for somebody to take it."""
    return session.scalar(select(Work.id).where(is_due()).limit(1)) is not None


def count_due(session: Session) -> int:
    """Return how much work waits for somebody to take it."""
    return session.scalar(select(func.count()).select_from(Work).where(is_due())) or 0


def take_oldest(session: Session) -> Work | None:
    """Take the work that has waited longest, if there is any; nobody else takes it until the hold runs out."""
    oldest = select(Work).where(is_due()).order_by(Work.asked_at, Work.id).limit(1)
    work = session.scalar(oldest.with_for_update(skip_locked=True))
    if work is not None:
        work.state, work.claim, work.claimed_until = RUNNING, new_id(), now() + HELD
        work.attempts += 1
    return work


def hold(session: Session, work_id: UUID, mine: UUID | None, **values: Any) -> str | None:
    """Hold on to work and note something about it; return the name of whoever asked it to stop. Raises Lost.

    ``mine``: the claim of this attempt.
    """
    held = update(Work).where(Work.id == work_id, Work.claim == mine, Work.state == RUNNING)
    noted = held.values({"claimed_until": now() + HELD, **values}).returning(Work.id, Work.stopped_by)
    row = session.execute(noted, execution_options={"synchronize_session": False}).first()
    if row is None:
        raise Lost
    stopped_by: str | None = row.stopped_by
    return stopped_by


def let_go(session: Session, work_id: UUID, mine: UUID | None, **values: Any) -> None:
    """Hold work no longer, and note how it is left. Raises Lost."""
    hold(session, work_id, mine, claim=None, claimed_until=None, **values)

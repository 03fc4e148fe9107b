"""Messages that failed and wait: listed, taken up again one by one or all of a kind, or put aside."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from shared.audit import record
from shared.database import Database
from shared.errors import NotFound
from shared.messaging import inbox
from shared.messaging.consumers import Consumers
from shared.messaging.inbox import HANDLED, PARKED, REFUSED, Inbox

NOUN = "message"

Each = Callable[[int, Counter[str]], None]


def parked(session: Session, limit: int | None = None, offset: int = 0) -> list[Inbox]:
    """Return parked messages, oldest first; all of them without a limit."""
    oldest_first = select(Inbox).where(Inbox.state == PARKED).order_by(Inbox.received_at, Inbox.event_id)
    return list(session.scalars(oldest_first.limit(limit).offset(offset)))


def count_parked(session: Session) -> int:
    """Return how many messages are parked."""
    return session.scalar(counting_parked()) or 0


def counting_parked() -> Select[int]:
    """Return the statement that counts them, alone or beside others."""
    return select(func.count()).select_from(Inbox).where(Inbox.state == PARKED)


def can_run_again(session: Session, name: str | None = None) -> list[UUID]:
    """Return the parked messages that can be taken up again, or those of one name, oldest first."""
    waiting = select(Inbox.event_id).where(Inbox.state == PARKED, Inbox.seq.is_not(None))
    if name is not None:
        waiting = waiting.where(Inbox.name == name)
    return list(session.scalars(waiting.order_by(Inbox.received_at, Inbox.event_id)))


def kinds_parked(session: Session) -> dict[str, int]:
    """Return the names of the parked facts, each with how many there are; what is no message has no number."""
    kinds = select(Inbox.name, func.count()).where(Inbox.state == PARKED, Inbox.seq.is_not(None))
    return dict(session.execute(kinds.group_by(Inbox.name).order_by(Inbox.name)).all())


def run_again(consumers: Consumers, database: Database, event_id: UUID) -> Inbox:
    """Take a parked message up again and return what became of it; raises NotFound if it is not parked."""
    consumers.replay(database, event_id)
    with database.reading() as session:
        return session.get_one(Inbox, event_id)


def run_all_again(
    consumers: Consumers, database: Database, name: str | None = None, each: Each = lambda number, ended: None
) -> Counter[str]:
    """Take up all that is parked, or all of one name, oldest first; return how many ended in which state.

    Each is a transaction of its own: cut short, the rest stays parked. ``each`` is told after each how many were taken
    up, and how they ended.
    """
    with database.reading() as session:
        found = can_run_again(session, name)
    ended: Counter[str] = Counter()
    for number, event_id in enumerate(found, start=1):
        with suppress(NotFound):  # somebody else was faster
            consumers.replay(database, event_id)
        ended[_state_of(database, event_id)] += 1
        each(number, ended)
    return ended


def _state_of(database: Database, event_id: UUID) -> str:
    """Return what became of a message; one that is gone was settled long enough ago to be forgotten."""
    with database.reading() as session:
        return session.scalar(select(Inbox.state).where(Inbox.event_id == event_id)) or HANDLED


def put_aside(session: Session, event_id: UUID) -> None:
    """Let a parked message rest for good, and write down who did; raises NotFound if it is not parked."""
    if not inbox.settle(session, event_id, state=REFUSED, message=None):
        raise NotFound
    record(session, noun=NOUN, noun_id=event_id, action="put_aside", old={"state": PARKED}, new={"state": REFUSED})

"""From outbox to queue: number the facts for each consumer, claim, commit, send, settle.

A number is committed before anything is sent, so it can never come to mean another fact; and no transaction
is open while the broker is slow. Two relays at once only cost a doubled message, which the inbox absorbs.
Each queue gets as much as it has room for, all in turn: nobody waits for what goes to another, and what waits, waits
here, where a lost broker loses none of it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, zip_longest
from typing import Any

from sqlalchemy import Row, exists, func, or_, select, update
from sqlalchemy.orm import Session

from shared import clock
from shared.among import among
from shared.database import Database
from shared.messaging.numbering import UNTRACKED, number, unnumbered
from shared.messaging.outbox import Dispatch, Outbox, Stream

BATCH = 100
QUEUE_LIMIT = 10
"""So many messages of one producer wait on a queue at most: it is through with them in seconds, jobs among them."""
CLAIM = timedelta(seconds=20)
ALONE_FROM = 2
"""From this attempt on a fact travels alone: it may be what kills a worker."""

Send = Callable[[str, list[dict[str, Any]]], None]
"""Puts one list of envelopes on one consumer's queue; raises if the broker does not take it."""
Room = Callable[[str], int]
"""Says how many more messages a consumer's queue can take."""

CARRIED = (Outbox.event_id, Outbox.name, Outbox.version, Outbox.payload, Outbox.correlation_id, Outbox.occurred_at)


@dataclass(frozen=True)
class Parcel:
    """One message: facts that travel together to one consumer."""

    consumer: str
    envelopes: list[dict[str, Any]]

    @property
    def numbers(self) -> list[int]:
        return [envelope["seq"] for envelope in self.envelopes]


def empty_queue(consumer: str) -> int:
    """Say that a queue is empty."""
    return QUEUE_LIMIT


def relay(database: Database, producer: str, send: Send, room: Room = empty_queue) -> int:
    """Take what waits in the outbox a step on; return how many facts were numbered or sent, 0 where nothing can be."""
    with database.reading() as session:
        is_new = session.scalar(select(unnumbered().exists()))
    numbered = 0
    if is_new:
        with database.transaction() as session:
            numbered = number(session)
    with database.reading() as session:
        waiting = _waiting(session)
    rooms = {consumer: room(consumer) for consumer in waiting}
    if not any(rooms.values()):
        return numbered
    with database.transaction() as session:
        parcels = {consumer: _claim(session, producer, consumer, most) for consumer, most in rooms.items() if most}
    return numbered + _send(database, parcels, send)


def _send(database: Database, parcels: dict[str, list[Parcel]], send: Send) -> int:
    """Send to all in turn; whatever happens, what went is noted as sent and the rest is free again."""
    sent: list[Parcel] = []
    rest = list(_in_turn(parcels.values()))
    try:
        while rest:
            send(rest[0].consumer, rest[0].envelopes)
            sent.append(rest.pop(0))
    finally:
        with database.transaction() as session:
            _update(session, sent, sent_at=clock.now(), claimed_until=None, attempts=Dispatch.attempts + 1)
            _update(session, rest, claimed_until=None)
    return sum(len(parcel.envelopes) for parcel in sent)


def _in_turn(parcels: Iterable[Sequence[Parcel]]) -> Iterator[Parcel]:
    return (parcel for parcel in chain.from_iterable(zip_longest(*parcels)) if parcel is not None)


def _waiting(session: Session) -> Sequence[str]:
    """Return the consumers for whom something is to be sent."""
    due = exists().where(Dispatch.consumer == Stream.consumer, _is_due())
    return session.scalars(select(Stream.consumer).where(due).order_by(Stream.consumer)).all()


def _is_due() -> Any:
    free = or_(
        Dispatch.claimed_until.is_(None),
        Dispatch.claimed_until < clock.now(),
        Dispatch.claimed_until > clock.latest(CLAIM),
    )
    return Dispatch.sent_at.is_(None) & free


def _claim(session: Session, producer: str, consumer: str, most: int) -> list[Parcel]:
    """Take for this relay what goes to one consumer next, at most so many messages."""
    due = (
        select(Dispatch.seq, Dispatch.attempts, *CARRIED)
        .join(Outbox, Outbox.id == Dispatch.outbox_id)
        .where(Dispatch.consumer == consumer, _is_due())
        .order_by(Dispatch.seq)
        .limit(most * BATCH)
        .with_for_update(of=Dispatch, skip_locked=True)
    )
    parcels = _parcels(consumer, [_envelope(producer, row) for row in session.execute(due)])[:most]
    _update(session, parcels, claimed_until=clock.now() + CLAIM)
    return parcels


def _update(session: Session, parcels: Sequence[Parcel], **values: Any) -> None:
    for consumer in sorted({parcel.consumer for parcel in parcels}):
        numbers = [number for parcel in parcels if parcel.consumer == consumer for number in parcel.numbers]
        mine = (Dispatch.consumer == consumer) & among(Dispatch.seq, numbers)
        session.execute(update(Dispatch).where(mine).values(**values), execution_options=UNTRACKED)


def _envelope(producer: str, row: Row[Any]) -> dict[str, Any]:
    return {
        "id": str(row.event_id),
        "producer": producer,
        "seq": row.seq,
        "attempt": row.attempts,
        "name": row.name,
        "version": row.version,
        "correlation_id": row.correlation_id,
        "occurred_at": row.occurred_at.isoformat(),
        "payload": row.payload,
    }


def _parcels(consumer: str, envelopes: Sequence[dict[str, Any]]) -> list[Parcel]:
    """Cut into messages of at most BATCH facts, oldest first; what was sent before goes alone."""
    first = [envelope for envelope in envelopes if envelope["attempt"] < ALONE_FROM]
    together = [first[start : start + BATCH] for start in range(0, len(first), BATCH)]
    alone = [[envelope] for envelope in envelopes if envelope["attempt"] >= ALONE_FROM]
    return [Parcel(consumer, facts) for facts in sorted([*together, *alone], key=lambda facts: facts[0]["seq"])]


def backlog(session: Session) -> int:
    """Return how many facts have not yet reached a queue."""
    new = unnumbered().with_only_columns(func.count())
    unsent = select(func.count()).select_from(Dispatch).where(Dispatch.sent_at.is_(None))
    return session.scalar(select(new.scalar_subquery() + unsent.scalar_subquery())) or 0

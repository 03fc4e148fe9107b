"""From outbox to queue: number the facts for each consumer, claim, commit, send, settle.

A number is committed before anything is sent, so it can never come to mean another fact; and no transaction
is open while the broker is slow. Two relays at once only cost a doubled message, which the inbox absorbs.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Row, func, insert, or_, select, update
from sqlalchemy.orm import Session

from shared import clock
from shared.database import Database
from shared.events.catalogue import CONSUMERS
from shared.messaging.outbox import Dispatch, Outbox, Stream

BATCH = 100
AT_ONCE = 2000
CLAIM = timedelta(seconds=20)

Send = Callable[[str, list[dict[str, Any]]], None]
"""Puts one list of envelopes on one consumer's queue; raises if the broker does not take it."""

_CONSUMERS_BY_NAME = {fact.event_name: consumers for fact, consumers in CONSUMERS.items()}


def relay(database: Database, producer: str, send: Send) -> int:
    """Send what waits in the outbox, at most AT_ONCE facts; return how many went out."""
    with database.reading() as session:
        if not _anything_waits(session):
            return 0
    with database.transaction() as session:
        number(session)
    with database.transaction() as session:
        claimed = _claim(session)
        envelopes = _envelopes(session, producer, claimed)
    try:
        for consumer, batch in _batches(envelopes):
            send(consumer, batch)
    except Exception:
        with database.transaction() as session:
            _update(session, claimed, claimed_until=None)
        raise
    with database.transaction() as session:
        _update(session, claimed, sent_at=clock.now(), claimed_until=None, attempts=Dispatch.attempts + 1)
    return len(claimed)


def number(session: Session) -> None:
    """Give every new fact its place in the stream of each of its consumers."""
    rows = session.execute(
        select(Outbox.id, Outbox.name)
        .where(Outbox.numbered.is_(False))
        .order_by(Outbox.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    if not rows:
        return
    consumers = sorted({consumer for row in rows for consumer in _CONSUMERS_BY_NAME[row.name]})
    heads = _lock_streams(session, consumers)
    places = []
    for row in rows:
        for consumer in _CONSUMERS_BY_NAME[row.name]:
            heads[consumer].last_seq += 1
            places.append({"consumer": consumer, "seq": heads[consumer].last_seq, "outbox_id": row.id, "attempts": 0})
    session.execute(insert(Dispatch), places)
    session.execute(update(Outbox).where(Outbox.id.in_([row.id for row in rows])).values(numbered=True))


def _lock_streams(session: Session, consumers: Sequence[str]) -> dict[str, Stream]:
    found = session.scalars(
        select(Stream).where(Stream.consumer.in_(consumers)).order_by(Stream.consumer).with_for_update()
    )
    return {stream.consumer: stream for stream in found}


def _anything_waits(session: Session) -> bool:
    unnumbered = select(Outbox.id).where(Outbox.numbered.is_(False)).limit(1)
    unsent = select(Dispatch.seq).where(_is_due()).limit(1)
    return session.scalar(unnumbered) is not None or session.scalar(unsent) is not None


def _is_due() -> Any:
    free = or_(
        Dispatch.claimed_until.is_(None),
        Dispatch.claimed_until < clock.now(),
        Dispatch.claimed_until > clock.latest(CLAIM),
    )
    return Dispatch.sent_at.is_(None) & free


def _claim(session: Session) -> list[tuple[str, int]]:
    due = (
        select(Dispatch.consumer, Dispatch.seq)
        .where(_is_due())
        .order_by(Dispatch.consumer, Dispatch.seq)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    keys = [(row.consumer, row.seq) for row in session.execute(due)]
    _update(session, keys, claimed_until=clock.now() + CLAIM)
    return keys


def _update(session: Session, keys: Sequence[tuple[str, int]], **values: Any) -> None:
    for consumer, group in groupby(keys, key=lambda key: key[0]):
        numbers = [seq for _, seq in group]
        for start in range(0, len(numbers), 500):
            some = numbers[start : start + 500]
            session.execute(
                update(Dispatch).where(Dispatch.consumer == consumer, Dispatch.seq.in_(some)).values(**values)
            )


def _envelopes(session: Session, producer: str, keys: Sequence[tuple[str, int]]) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    for consumer, group in groupby(keys, key=lambda key: key[0]):
        numbers = [seq for _, seq in group]
        for start in range(0, len(numbers), 500):
            query = (
                select(Dispatch.seq, Dispatch.attempts, Outbox)
                .join(Outbox, Outbox.id == Dispatch.outbox_id)
                .where(Dispatch.consumer == consumer, Dispatch.seq.in_(numbers[start : start + 500]))
                .order_by(Dispatch.seq)
            )
            found += [(consumer, _envelope(producer, row)) for row in session.execute(query)]
    return found


def _envelope(producer: str, row: Row[int, int, Outbox]) -> dict[str, Any]:
    fact: Outbox = row.Outbox
    return {
        "id": str(fact.event_id),
        "producer": producer,
        "seq": row.seq,
        "attempt": row.attempts,
        "name": fact.name,
        "version": fact.version,
        "correlation_id": fact.correlation_id,
        "occurred_at": fact.occurred_at.isoformat(),
        "payload": fact.payload,
    }


def _batches(envelopes: Sequence[tuple[str, dict[str, Any]]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Cut into lists of at most BATCH a consumer; what was sent before goes alone, it may be what kills a worker."""
    batches: list[tuple[str, list[dict[str, Any]]]] = []
    for consumer, group in groupby(envelopes, key=lambda pair: pair[0]):
        mine = [envelope for _, envelope in group]
        first = [envelope for envelope in mine if envelope["attempt"] < 2]
        batches += [(consumer, first[start : start + BATCH]) for start in range(0, len(first), BATCH)]
        batches += [(consumer, [envelope]) for envelope in mine if envelope["attempt"] >= 2]
    return batches


def backlog(session: Session) -> int:
    """Return how many facts have not yet reached a queue."""
    unnumbered = select(func.count()).select_from(Outbox).where(Outbox.numbered.is_(False))
    unsent = select(func.count()).select_from(Dispatch).where(Dispatch.sent_at.is_(None))
    return session.scalar(select(unnumbered.scalar_subquery() + unsent.scalar_subquery())) or 0

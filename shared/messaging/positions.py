"""How a lost message is noticed and sent again, unasked.

A producer asks a consumer how far it is, as long as something it sent is unconfirmed; the consumer answers with its
watermark and what it has beyond; what is missing becomes unsent again, with growing pauses and a bound.
A consumer also answers unasked when it starts: its database may be a restored one. Where it is the producer's that
was restored, the consumer has heard numbers that now mean other facts: those facts get numbers beyond.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import case, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from shared import clock
from shared.among import among
from shared.messaging.inbox import Inbox, Received
from shared.messaging.outbox import Dispatch, Stream

GRACE_SECONDS = 5
LONGEST_PAUSE_SECONDS = 300
RESEND_AT_ONCE = 500


def unconfirmed_streams(session: Session) -> list[str]:
    """Return the consumers that have not confirmed something sent at least GRACE_SECONDS ago, asked once a pause."""
    late = clock.now() - timedelta(seconds=GRACE_SECONDS)
    sent = exists().where(
        Dispatch.consumer == Stream.consumer, Dispatch.seq > Stream.confirmed_seq, _is_past(Dispatch.sent_at, late)
    )
    asked = Stream.asked_at.is_(None) | _is_past(Stream.asked_at, late)
    return list(session.scalars(select(Stream.consumer).where(Stream.last_seq > Stream.confirmed_seq, asked, sent)))


def note_asked(session: Session, consumer: str) -> None:
    """Note that a consumer is asked for its position now."""
    session.execute(update(Stream).where(Stream.consumer == consumer).values(asked_at=clock.now()))


def voids(session: Session, consumer: str) -> list[list[int]]:
    """Return ranges of numbers that need not be waited for: what was forgotten, what a restored database lost."""
    stream = session.get_one(Stream, consumer)
    unconfirmed = select(Dispatch.seq).where(Dispatch.consumer == consumer, Dispatch.seq > stream.confirmed_seq)
    empty: list[list[int]] = []
    before = stream.confirmed_seq
    for seq in [*session.scalars(unconfirmed.order_by(Dispatch.seq)), stream.last_seq + 1]:
        if seq > before + 1:
            empty.append([before + 1, seq - 1])
        before = seq
    return empty


def position(session: Session, producer: str, void: Sequence[Sequence[int]] = ()) -> dict[str, Any]:
    """Return ``{"watermark": n, "beyond": [[first, last], …]}``: what has arrived from a producer.

    ``void``: the producer's ranges without facts, ascending.
    """
    row = session.get(Received, producer, with_for_update=True, populate_existing=True)
    if row is None:
        row = Received(producer=producer, watermark=0)
        session.add(row)
    row.watermark = _past(void, row.watermark)
    beyond: list[list[int]] = []
    for seq in session.scalars(
        select(Inbox.seq)
        .where(Inbox.producer == producer, Inbox.seq > row.watermark)
        .distinct()
        .order_by(Inbox.seq)
        .limit(50_000)
    ):
        if seq is None or seq <= row.watermark:
            continue
        if seq == row.watermark + 1:
            row.watermark = _past(void, seq)
        elif beyond and seq == beyond[-1][1] + 1:
            beyond[-1][1] = seq
        else:
            beyond.append([seq, seq])
    return {"watermark": row.watermark, "beyond": beyond[:1000]}


def _past(void: Sequence[Sequence[int]], watermark: int) -> int:
    for first, last in void:
        if first <= watermark + 1 <= last:
            watermark = last
    return watermark


def confirm(session: Session, consumer: str, watermark: int, beyond: list[list[int]]) -> int:
    """Note how far a consumer is and make what it misses unsent again; return how many facts that is."""
    stream = session.get(Stream, consumer, with_for_update=True, populate_existing=True)
    if stream is None:
        return 0
    heard = furthest(watermark, beyond)
    if heard > stream.last_seq:
        return renumber(session, stream, heard)
    stream.confirmed_seq = watermark
    missing = [seq for seq in _sent(session, consumer, watermark) if not _within(seq, beyond)]
    session.execute(
        update(Dispatch)
        .where(Dispatch.consumer == consumer, among(Dispatch.seq, missing[:RESEND_AT_ONCE]))
        .values(sent_at=None)
    )
    return len(missing[:RESEND_AT_ONCE])


def has_heard_more(session: Session, consumer: str, watermark: int, beyond: list[list[int]]) -> bool:
    """Tell whether a consumer has heard numbers that were never given out here: this database is a restored one."""
    stream = session.get(Stream, consumer, populate_existing=True)
    return stream is not None and furthest(watermark, beyond) > stream.last_seq


def furthest(watermark: int, beyond: list[list[int]]) -> int:
    """Return the highest number in a consumer's answer."""
    return max([watermark, *(last for _, last in beyond)])


def renumber(session: Session, stream: Stream, heard: int) -> int:
    """Move what is unconfirmed beyond the numbers a consumer has heard; return how many facts that is."""
    unconfirmed = (Dispatch.consumer == stream.consumer) & (Dispatch.seq > stream.confirmed_seq)
    facts = list(session.scalars(select(Dispatch.outbox_id).where(unconfirmed).order_by(Dispatch.seq)))
    session.execute(delete(Dispatch).where(unconfirmed))
    places = [
        {"consumer": stream.consumer, "seq": seq, "outbox_id": fact, "attempts": 0}
        for seq, fact in enumerate(facts, start=heard + 1)
    ]
    if places:
        session.execute(insert(Dispatch), places)
    stream.last_seq, stream.confirmed_seq = heard + len(places), heard
    return len(places)


def _sent(session: Session, consumer: str, after: int) -> list[int]:
    """Return the numbers after a watermark whose pause since the last sending is over: 5 s, 10 s, 20 s … 300 s."""
    pauses = {attempt: GRACE_SECONDS * 2 ** (attempt - 1) for attempt in range(1, 7)}
    now = clock.now()
    due = case(
        *((Dispatch.attempts <= attempt, now - timedelta(seconds=pause)) for attempt, pause in pauses.items()),
        else_=now - timedelta(seconds=LONGEST_PAUSE_SECONDS),
    )
    return list(
        session.scalars(
            select(Dispatch.seq)
            .where(Dispatch.consumer == consumer, Dispatch.seq > after, _is_past(Dispatch.sent_at, due))
            .order_by(Dispatch.seq)
            .limit(RESEND_AT_ONCE * 4)
        )
    )


def _is_past(instant: Any, limit: Any) -> Any:
    """Return the condition for what happened before a limit, or by a clock that was ahead."""
    return or_(instant < limit, instant > clock.latest())


def _within(seq: int, ranges: list[list[int]]) -> bool:
    return any(first <= seq <= last for first, last in ranges)

"""Every new fact gets its place in the stream of each of its consumers; a number means the same for ever."""

from collections.abc import Collection
from typing import cast

from sqlalchemy import Select, Table, false, func, insert, select, update
from sqlalchemy.orm import Session

from shared.among import among
from shared.events.catalogue import CONSUMERS
from shared.messaging.outbox import Dispatch, Outbox, Stream

AT_ONCE = 2000
UNTRACKED = {"synchronize_session": False}
"""Nobody holds these rows as objects, among which each would be looked for."""
_WITHOUT_NUMBER = Outbox.numbered == false()
"""Word for word what the index of the waiting is limited to: for ``IS 0`` SQLite would read the facts of 30 days."""
CONSUMERS_BY_NAME = {fact.event_name: consumers for fact, consumers in CONSUMERS.items()}


def number(session: Session) -> int:
    """Give every new fact its place in the stream of each of its consumers; return how many facts that were."""
    new = unnumbered().order_by(Outbox.id).limit(AT_ONCE).with_for_update(skip_locked=True)
    rows = session.execute(new).all()
    if not rows:
        return 0
    heads = _lock_streams(session, {consumer for row in rows for consumer in CONSUMERS_BY_NAME[row.name]})
    places = []
    for row in rows:
        for consumer in CONSUMERS_BY_NAME[row.name]:
            heads[consumer].last_seq += 1
            places.append({"consumer": consumer, "seq": heads[consumer].last_seq, "outbox_id": row.id, "attempts": 0})
    session.execute(insert(cast(Table, Dispatch.__table__)), places)
    numbered = update(Outbox).where(among(Outbox.id, [row.id for row in rows])).values(numbered=True)
    session.execute(numbered, execution_options=UNTRACKED)
    return len(rows)


def unnumbered() -> Select[int, str]:
    """Return the query for the facts without a number, but those of a name that only another version knows."""
    return select(Outbox.id, Outbox.name).where(_WITHOUT_NUMBER, Outbox.name.in_(CONSUMERS_BY_NAME))


def unheard_of(session: Session) -> dict[str, int]:
    """Return the names of facts that this version does not know, each with how many there are.

    They are set aside: nobody gets them until a version that knows them takes them up, unasked.
    """
    unknown = _WITHOUT_NUMBER & Outbox.name.not_in(CONSUMERS_BY_NAME)
    counted = select(Outbox.name, func.count()).where(unknown).group_by(Outbox.name).order_by(Outbox.name)
    return dict(session.execute(counted).all())


def _lock_streams(session: Session, consumers: Collection[str]) -> dict[str, Stream]:
    found = session.scalars(
        select(Stream).where(among(Stream.consumer, consumers)).order_by(Stream.consumer).with_for_update()
    )
    return {stream.consumer: stream for stream in found}

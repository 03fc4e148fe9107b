"""What is no longer needed goes, some rows at a time: each call is a short transaction."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from shared import clock
from shared.among import among
from shared.database import Database
from shared.messaging.inbox import PARKED, Inbox, Received
from shared.messaging.outbox import Dispatch, Outbox, Stream
from shared.work.files import forget_files
from shared.work.table import LIVE, Work

KEPT = timedelta(days=30)
AT_ONCE = 1000


def forget_facts(session: Session) -> int:
    """Drop some facts of more than 30 days ago that every consumer has; return how many."""
    waiting = exists().where(
        Dispatch.outbox_id == Outbox.id,
        Stream.consumer == Dispatch.consumer,
        Dispatch.seq > Stream.confirmed_seq,
    )
    old = select(Outbox.id).where(Outbox.occurred_at < clock.now() - KEPT, Outbox.numbered.is_(True), ~waiting)
    some = session.scalars(old.order_by(Outbox.id).limit(AT_ONCE)).all()
    session.execute(delete(Dispatch).where(among(Dispatch.outbox_id, some)))
    session.execute(delete(Outbox).where(among(Outbox.id, some)))
    return len(some)


def forget_received(session: Session) -> int:
    """Drop some of what was received and settled before that; return how many."""
    below = exists().where(Received.producer == Inbox.producer, Inbox.seq <= Received.watermark)
    settled = (Inbox.state != PARKED) & or_(below, Inbox.seq.is_(None))
    old = select(Inbox.event_id).where(Inbox.received_at < clock.now() - KEPT - timedelta(days=1), settled)
    some = session.scalars(old.limit(AT_ONCE)).all()
    session.execute(delete(Inbox).where(among(Inbox.event_id, some)))
    return len(some)


def forget_work(database: Database, data_dir: Path) -> int:
    """Drop work that ended more than 30 days ago, with the files it left; return how much that was."""
    old = select(Work.id).where(Work.state.not_in(LIVE), Work.ended_at < clock.now() - KEPT)
    with database.reading() as session:
        found = session.scalars(old).all()
    for start in range(0, len(found), AT_ONCE):
        some = found[start : start + AT_ONCE]
        for work_id in some:
            forget_files(data_dir, work_id)
        with database.transaction() as session:
            session.execute(delete(Work).where(among(Work.id, some)))
    return len(found)

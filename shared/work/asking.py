"""Asking for long work, asking it to stop, and looking how far it is: all that a request does about it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from shared.among import among
from shared.clock import now
from shared.context import actor, correlation_id
from shared.database import insert_if_absent, new_id
from shared.errors import NotFound
from shared.language import Message, msg
from shared.wake import wake_courier
from shared.work.table import LIVE, WAITING, Work

NO_WORK = msg("There is no such work, or it was done long ago.")


def ask(
    session: Session,
    kind: str,
    title: Message,
    *,
    noun: str | None = None,
    noun_id: UUID | None = None,
    page: str | None = None,
    arguments: Mapping[str, Any] | None = None,
    alone: str | None = None,
) -> UUID:
    """Leave work to the long lane, in the name and story of whoever asks here; return its id.

    ``page`` shows what it is about; it may say {id}, the work's own.
    ``alone``: where live work bears these words already, nothing is added and its id is returned; a stop that it
    has not obeyed yet no longer holds.
    """
    who, work_id = actor(), new_id()
    values = {
        "id": work_id, "kind": kind, "title": title.as_json(), "noun": noun, "noun_id": noun_id,
        "page": page and page.replace("{id}", str(work_id)), "arguments": dict(arguments or {}), "alone": alone,
        "actor_id": who.id, "actor_name": who.name, "actor_role": who.role, "story": correlation_id(),
        "asked_at": now(), "state": WAITING, "attempts": 0, "done": 0,
    }  # fmt: skip
    while True:
        is_new = insert_if_absent(session, Work, unless=["alone"], **values)
        added = work_id if is_new else _wanted_after_all(session, alone)
        if added:  # else the one before ended between the two
            wake_courier(session)
            return added


def _wanted_after_all(session: Session, alone: str | None) -> UUID | None:
    """Return the live work that bears these words, which is not to stop any more; None where it just ended."""
    stopping = update(Work).where(Work.alone == alone, Work.stopped_by.is_not(None)).values(stopped_by=None)
    session.execute(stopping, execution_options={"synchronize_session": False})
    return session.scalar(select(Work.id).where(Work.alone == alone))


def stop(session: Session, work_id: UUID) -> Work:
    """Ask work to stop at its next step. What has ended already stays as it is. Raises NotFound."""
    asked = update(Work).where(Work.id == work_id, Work.state.in_(LIVE), Work.stopped_by.is_(None))
    session.execute(asked.values(stopped_by=actor().name), execution_options={"synchronize_session": False})
    wake_courier(session)
    return get_work(session, work_id)


def stop_about(session: Session, noun: str, noun_id: UUID) -> None:
    """Ask all live work about one thing to stop."""
    live = select(Work.id).where(Work.noun == noun, Work.noun_id == noun_id, Work.state.in_(LIVE))
    for work_id in session.scalars(live).all():
        stop(session, work_id)


def get_work(session: Session, work_id: UUID) -> Work:
    """Return one piece of work as it is now. Raises NotFound."""
    found = session.get(Work, work_id, populate_existing=True)
    if found is None:
        raise NotFound(NO_WORK)
    return found


def list_work(session: Session, size: int, offset: int) -> tuple[Sequence[Work], int]:
    """Return work, newest first, and how much there is."""
    total = session.scalar(select(func.count()).select_from(Work)) or 0
    newest = select(Work).order_by(Work.asked_at.desc(), Work.id)
    return session.scalars(newest.limit(size).offset(offset)).all(), total


def live_about(session: Session, noun: str, noun_ids: Iterable[UUID]) -> dict[UUID, Work]:
    """Return the live work about each of these things."""
    live = select(Work).where(Work.noun == noun, among(Work.noun_id, noun_ids), Work.state.in_(LIVE))
    return {work.noun_id: work for work in session.scalars(live) if work.noun_id}


def last_about(session: Session, noun: str) -> Work | None:
    """Return the work about such things that was asked for last, whatever became of it."""
    last = select(Work).where(Work.noun == noun).order_by(Work.asked_at.desc(), Work.id).limit(1)
    return session.scalars(last).one_or_none()

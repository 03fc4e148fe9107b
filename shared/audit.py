"""Append-only history of every change: who, when, what before and after, chained and sealed so that tampering shows."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String, Text, Uuid, event, insert, select
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from shared import clock, context, seals
from shared.database import KernelBase, UTCDateTime, signing_keys
from shared.log import get_logger

PENDING = "changes to record"
BEFORE = "how many were to be recorded when a savepoint was set"
HISTORY = "history"

log = get_logger(__name__)


class NoKey(Exception):
    """A process writes or checks history without the key that seals it."""


class Change(KernelBase):
    """One change. ``old`` and ``new`` hold only the fields that differ; never a NIK.

    ``hash`` binds it to all before it; ``seal`` says that a process with the key wrote it, None before there was one.
    """

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_id: Mapped[UUID | None] = mapped_column(Uuid)
    actor_name: Mapped[str] = mapped_column(String(200))
    noun: Mapped[str] = mapped_column(String(40))
    noun_id: Mapped[UUID] = mapped_column(Uuid)
    action: Mapped[str] = mapped_column(String(40))
    old: Mapped[dict[str, Any]] = mapped_column(JSON)
    new: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str | None] = mapped_column(Text)
    batch_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    correlation_id: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str | None] = mapped_column(String(80))

    __table_args__ = (Index("ix_change_noun_noun_id_id", "noun", "noun_id", "id"),)


class ChangeHead(KernelBase):
    """The newest hash, in the one row whose lock makes the chain a line."""

    __tablename__ = "change_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), default="")


def record(
    session: Session,
    *,
    noun: str,
    noun_id: UUID,
    action: str,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    reason: str | None = None,
    batch_id: UUID | None = None,
) -> None:
    """Add one change to the history, in the caller's transaction. Values must be plain JSON."""
    record_many(session, [{"noun": noun, "noun_id": noun_id, "action": action, "old": old, "new": new,
                           "reason": reason, "batch_id": batch_id}])  # fmt: skip


def record_many(session: Session, entries: list[dict[str, Any]]) -> None:
    """Add many changes at once; each entry as for :func:`record`.

    They are chained just before the commit: the one lock of the chain is taken last and held shortest, so that it
    can never stand between two who each hold what the other wants.
    """
    if not entries:
        return
    actor, story, at = context.actor(), context.correlation_id(), clock.now()
    session.info.setdefault(PENDING, []).extend(
        {
            "at": at,
            "actor_id": actor.id,
            "actor_name": actor.name,
            "noun": entry["noun"],
            "noun_id": entry["noun_id"],
            "action": entry["action"],
            "old": entry.get("old") or {},
            "new": entry.get("new") or {},
            "reason": entry.get("reason"),
            "batch_id": entry.get("batch_id"),
            "correlation_id": story,
        }
        for entry in entries
    )


@event.listens_for(Session, "before_commit")
def chain(session: Session) -> None:
    """Write what was recorded in this transaction onto the end of the chain, sealed. Raises NoKey without a key."""
    if session.in_nested_transaction() or not session.info.get(PENDING):
        return
    session.flush()
    keys = sealing_keys(session)
    head = session.scalars(select(ChangeHead).where(ChangeHead.id == 1).with_for_update()).one()
    vouched = _go_on_from(session, keys, head.hash)
    for change in session.info[PENDING]:
        change["previous_hash"] = head.hash
        change["hash"] = head.hash = fingerprint(change)
        change["seal"] = seals.seal(keys, head.hash) if vouched else None
    session.execute(insert(Change).execution_options(render_nulls=True), session.info.pop(PENDING))


def begin_seals(session: Session) -> None:
    """Seal a history that was written before there was a key, so that it cannot be rewritten from now on."""
    last = session.scalars(select(Change).order_by(Change.id.desc()).limit(1)).one_or_none()
    if last is not None and last.seal is None and PENDING not in session.info:
        session.info[PENDING] = []
        _note_point(session, last.id)
        log.warning("history_sealed_from_here", up_to=last.id)


def _go_on_from(session: Session, keys: Sequence[str], head: str) -> bool:
    """Tell whether the chain's end may be built upon; a point is noted where it was sealed by no key of ours.

    Where it was altered nothing is sealed from there on, so that no later seal vouches for it.
    """
    last = session.execute(select(Change.id, Change.hash, Change.seal).order_by(Change.id.desc()).limit(1)).first()
    if (last.hash if last else "") != head:
        fit: bool | None = False
    elif last is None:
        fit = True
    else:
        fit = seals.fits(keys, head, last.seal) if last.seal else None
    if fit is False:
        log.error("history_was_altered", after=last.id if last else 0)
    if fit is None and last is not None and session.info[PENDING][0]["noun"] != HISTORY:
        _note_point(session, last.id)
    return fit is not False


def _note_point(session: Session, last_id: int) -> None:
    """Put first in this transaction that the history up to a change is sealed by what follows, not by itself."""
    recorded, session.info[PENDING] = session.info[PENDING], []
    record(session, noun=HISTORY, noun_id=UUID(int=0), action="seal", new={"up_to": last_id})
    session.info[PENDING] += recorded


def sealing_keys(session: Session) -> tuple[str, ...]:
    """Return the keys that seal the history, newest first. Raises NoKey where this process has none."""
    keys = signing_keys(session)
    if not keys:
        raise NoKey("this process writes history and has no key to seal it with")
    return keys


@event.listens_for(Session, "after_transaction_create")
def note_savepoint(session: Session, transaction: SessionTransaction) -> None:
    """Note how much was recorded before a savepoint, which going back to it must keep."""
    if transaction.nested:
        session.info.setdefault(BEFORE, {})[transaction] = len(session.info.get(PENDING, ()))


@event.listens_for(Session, "after_soft_rollback")
def forget(session: Session, transaction: SessionTransaction) -> None:
    """Drop what was recorded in a transaction that did not happen, or since the savepoint that was gone back to."""
    savepoint: SessionTransaction | None = transaction
    while savepoint is not None and not savepoint.nested:
        savepoint = savepoint.parent
    del session.info.get(PENDING, [])[session.info.get(BEFORE, {}).get(savepoint, 0) :]


def fingerprint(change: Mapping[str, Any]) -> str:
    """Return the SHA-256 that binds a change, given by column, to all before it."""
    content = [
        change["previous_hash"], change["at"].isoformat(), str(change["actor_id"]), change["actor_name"],
        change["noun"], str(change["noun_id"]), change["action"], change["old"], change["new"], change["reason"],
        str(change["batch_id"]), change["correlation_id"],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

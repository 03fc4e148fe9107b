"""Append-only history of every change: who, when, what before and after, chained by hashes so that tampering shows."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, Row, String, Text, Uuid, event, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock, context
from shared.database import KernelBase, UTCDateTime

PENDING = "changes to record"


class Change(KernelBase):
    """One change. ``old`` and ``new`` hold only the fields that differ; never a NIK."""

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
    """Write what was recorded in this transaction onto the end of the chain."""
    if session.in_nested_transaction() or not session.info.get(PENDING):
        return
    session.flush()
    head = session.scalars(select(ChangeHead).where(ChangeHead.id == 1).with_for_update()).one()
    changes = session.info.pop(PENDING)
    for change in changes:
        change["previous_hash"] = head.hash
        change["hash"] = head.hash = fingerprint(change)
    session.execute(insert(Change).execution_options(render_nulls=True), changes)


@event.listens_for(Session, "after_rollback")
def forget(session: Session) -> None:
    """Drop what was recorded in a transaction that did not happen."""
    session.info.pop(PENDING, None)


def fingerprint(change: Mapping[str, Any]) -> str:
    """Return the SHA-256 that binds a change, given by column, to all before it."""
    content = [
        change["previous_hash"], change["at"].isoformat(), str(change["actor_id"]), change["actor_name"],
        change["noun"], str(change["noun_id"]), change["action"], change["old"], change["new"], change["reason"],
        str(change["batch_id"]), change["correlation_id"],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def first_broken_link(session: Session) -> int | None:
    """Return the id of the first change that does not fit the chain, or None where all is whole.

    Where the newest changes are gone, that is the id of the last one left, or 0.
    """
    previous, last = "", 0
    history = select(*Change.__table__.columns).order_by(Change.id).execution_options(yield_per=1000)
    with session.execute(history) as changes:
        for change in map(Row._asdict, changes):
            if change["previous_hash"] != previous or change["hash"] != fingerprint(change):
                return int(change["id"])
            previous, last = change["hash"], change["id"]
    head = session.scalars(select(ChangeHead.hash)).one()
    return None if head == previous else last

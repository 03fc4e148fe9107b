"""Append-only history of every change: who, when, what before and after, chained and sealed so that tampering shows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, event, insert, select
from sqlalchemy.orm import Session, SessionTransaction

from shared import clock, context, seals
from shared.change import Change, ChangeActor, ChangeHead, ChangeValue, commitment, fingerprint, new_salt, value_text
from shared.database import signing_keys
from shared.log import get_logger

PENDING = "changes to record"
BEFORE = "how many were to be recorded when a savepoint was set"
HISTORY = "history"
RECORDED = ("at", "actor_id", "noun", "noun_id", "action", "batch_id", "correlation_id")
"""What a change itself says; its values and its actor's name lie beside it."""

log = get_logger(__name__)


class NoKey(Exception):
    """A process writes or checks history without the key that seals it."""


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
    _append(session, head, session.info.pop(PENDING), keys if vouched else ())


def _append(session: Session, head: ChangeHead, recorded: Iterable[Mapping[str, Any]], keys: Sequence[str]) -> None:
    changes, values, actors = [], [], []
    previous_hash = head.hash
    for number, each in enumerate(recorded, start=head.last_id + 1):
        value = {"change_id": number, "salt": new_salt(), **{name: each[name] for name in ("old", "new", "reason")}}
        actor = {"change_id": number, "salt": new_salt(), "name": each["actor_name"]}
        change = {name: each[name] for name in RECORDED} | {
            "id": number,
            "value_commitment": commitment(value["salt"], value_text(value)),
            "actor_commitment": commitment(actor["salt"], actor["name"]),
            "previous_hash": previous_hash,
        }
        change["hash"] = previous_hash = fingerprint(change)
        change["seal"] = seals.seal(keys, previous_hash) if keys else None
        changes.append(change)
        values.append(value)
        actors.append(actor)
    for table, rows in ((Change, changes), (ChangeValue, values), (ChangeActor, actors)):
        session.execute(insert(cast(Table, table.__table__)), rows)
    head.last_id, head.hash = changes[-1]["id"], previous_hash


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

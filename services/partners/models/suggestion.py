"""Nominations still in the machine's hands, written many at once. What a person decided is out of reach here."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from services.partners.domain.matching import Match
from services.partners.domain.nomination import BY_THE_MACHINE
from services.partners.models.nomination import SINGLE, Nomination
from shared.among import among
from shared.clock import now
from shared.database import insert_into, new_id

TABLE = cast(Table, Nomination.__table__)
COMPARED = ("state", "score", "breakdown", "gate", "policy_version")


def write(session: Session, offer_id: UUID, matches: Sequence[Match], policy_version: int) -> None:
    """Keep what the machine says about each IKM and this offer, with a constant number of statements."""
    known = {row.ikm_id: row for row in _known(session, offer_id, [item.ikm_id for item in matches])}
    at = now()
    rows = {item.ikm_id: _row(item, policy_version, at) for item in matches}
    _insert(session, offer_id, [row for ikm_id, row in rows.items() if ikm_id not in known])
    _update(session, [(known[ikm_id], row) for ikm_id, row in rows.items() if ikm_id in known])


def forget(session: Session, ikm_ids: Collection[UUID]) -> None:
    """Take back every suggestion of IKM that no offer may be for any more."""
    mine = select(Nomination.id).where(among(Nomination.ikm_id, ikm_ids), Nomination.state.in_(BY_THE_MACHINE))
    free = session.scalars(mine.with_for_update(skip_locked=True, key_share=True)).all()
    if free:
        session.execute(delete(Nomination).where(among(Nomination.id, free)))


def _known(session: Session, offer_id: UUID, ikm_ids: Collection[UUID]) -> Sequence[Any]:
    # Rows that somebody is deciding about are locked: they are left to that person, and nobody waits.
    rows = (
        select(Nomination.id, Nomination.ikm_id, Nomination.state, Nomination.score, Nomination.breakdown,
               Nomination.gate, Nomination.policy_version)
        .where(Nomination.offer_id == offer_id, among(Nomination.ikm_id, ikm_ids), Nomination.superseded_by.is_(None))
        .with_for_update(skip_locked=True, key_share=True)
    )  # fmt: skip
    return session.execute(rows).all()


def _row(item: Match, policy_version: int, at: datetime) -> dict[str, Any]:
    return {
        "ikm_id": item.ikm_id,
        "state": item.state,
        "score": item.score,
        "last_served_on": item.last_served_on,
        "breakdown": item.breakdown,
        "gate": item.gate,
        "policy_version": policy_version,
        "suggested_at": at,
    }


def _insert(session: Session, offer_id: UUID, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    insert = insert_into(session, TABLE)
    statement = insert.on_conflict_do_nothing(index_elements=["offer_id", "ikm_id"], index_where=SINGLE)
    full = [{**row, "id": new_id(), "offer_id": offer_id, "revision": 1} for row in rows]
    session.connection().execute(statement, full)


def _update(session: Session, pairs: Sequence[tuple[Any, dict[str, Any]]]) -> None:
    changed = [
        {**row, "key": old.id}
        for old, row in pairs
        if old.state in BY_THE_MACHINE and any(getattr(old, column) != row[column] for column in COMPARED)
    ]
    if not changed:
        return
    values: dict[str, Any] = {name: bindparam(name) for name in (*COMPARED, "last_served_on", "suggested_at")}
    statement = update(TABLE).where(TABLE.c.id == bindparam("key")).values({**values, "revision": TABLE.c.revision + 1})
    session.connection().execute(statement, [{k: v for k, v in row.items() if k != "ikm_id"} for row in changed])

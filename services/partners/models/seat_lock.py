"""Whose seats are being decided: one lock an IKM over all offers, so that none gets two at the same hours.

The order of locks, for everything that gives or frees a seat: that of mergers, profiles, then offers in the order of
their ids, then these, all that are needed at once. History comes last, at the commit.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.messaging.batch import BATCH

SPACE = 6408
LOCKS = 512
"""IKM share these; to wait for another's is harmless, to hold one for each of a long line would fill the lock table."""

MERGERS = LOCKS
HOLD_MERGERS = text("SELECT pg_advisory_xact_lock(:space, :lock)")
SHARE_MERGERS = text("SELECT pg_advisory_xact_lock_shared(:space, :lock)")
HOLD = text("SELECT pg_advisory_xact_lock(:space, lock) FROM unnest(CAST(:locks AS int[])) AS lock")


def hold_seats(session: Session, ikm_ids: Collection[UUID]) -> None:
    """Let nobody else decide about the seats of these IKM until the transaction ends; for SQLite nobody else writes."""
    if ikm_ids and session.get_bind().dialect.name == "postgresql":
        locks = sorted({ikm_id.int % LOCKS for ikm_id in ikm_ids})
        session.execute(HOLD, {"space": SPACE, "locks": locks})


def hold_mergers(session: Session) -> None:
    """Let nobody else move anything because two IKM became one, or are two again, until the transaction ends.

    Facts of one batch share it with other batches: they move nothing, but learn reliably whether one is in a merger.
    Whoever shares it cannot go on to hold it alone: two that did would wait for each other.
    """
    if session.get_bind().dialect.name == "postgresql":
        hold = SHARE_MERGERS if session.info.get(BATCH) else HOLD_MERGERS
        session.execute(hold, {"space": SPACE, "lock": MERGERS})

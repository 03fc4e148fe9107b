"""Lines in the change history for many things that change state together."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from shared.audit import record_many


def state_changes(
    session: Session,
    noun: str,
    action: str,
    changes: Iterable[tuple[UUID, str | None, str]],
    reason: str | None = None,
) -> None:
    """Record (id, old state, new state) of each, with one look at the chain."""
    record_many(
        session,
        [
            {
                "noun": noun,
                "noun_id": noun_id,
                "action": action,
                "old": {"state": old} if old else {},
                "new": {"state": new},
                "reason": reason,
            }
            for noun_id, old, new in changes
        ],
    )

"""The copy of how much waits for people in the other services, for the office's first page."""

from sqlalchemy.orm import Session

from services.partners.models.waiting_count import WaitingCount
from shared.database import keep_newest
from shared.events.catalogue import producer_of
from shared.events.waiting import Counted


def keep(session: Session, event: Counted) -> None:
    """Keep the newest that was heard of a service."""
    keep_newest(
        session, WaitingCount, by="revision", service=producer_of(type(event)), revision=event.revision,
        counted_at=event.counted_at, counts={line.key: line.count for line in event.counts},
    )  # fmt: skip

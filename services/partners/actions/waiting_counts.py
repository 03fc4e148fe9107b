"""The copy of how much waits for people in the other services, for the office's first page."""

from sqlalchemy.orm import Session

from services.partners.models.waiting_count import keep_newest
from shared.events.catalogue import producer_of
from shared.events.waiting import Counted


def keep(session: Session, event: Counted) -> None:
    """Keep the newest that was heard of a service."""
    counts = {line.key: line.count for line in event.counts}
    keep_newest(session, producer_of(type(event)), event.revision, event.counted_at, counts)

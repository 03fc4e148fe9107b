"""A meeting changes: its number for calendar files grows, the history says it, the days of its offer stay right."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from services.partners.domain.session import near_at
from services.partners.domain.timetable import period_after
from services.partners.models.base import known
from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from shared.audit import record
from shared.clock import now


@contextmanager
def changing(offer: Offer) -> Iterator[None]:
    """Let the offer's days follow its meetings; whoever has its form open is told that it changed."""
    before = offer.slots
    yield
    days = known(offer.starts_on), known(offer.ends_on)
    offer.starts_on, offer.ends_on = period_after(*days, before, offer.slots)
    flag_modified(offer, "starts_on")


def note(
    session: Session, offer: Offer, found: OfferSession, command: str, values: Mapping[str, Any], reason: str | None
) -> None:
    """Write what changes of a meeting, and who did it and why."""
    is_new = found.starts_at is None
    old = {name: None if is_new else _plain(getattr(found, name)) for name in values}
    for name, value in values.items():
        setattr(found, name, value)
    found.sequence += not is_new
    found.reason, found.changed_at = reason.strip() if reason else None, now()
    found.near_told_for = found.starts_at if near_at(found.starts_at) <= now() else None
    session.flush()
    new = {"session": str(found.id)} | {name: _plain(value) for name, value in values.items()}
    record(session, noun="offer", noun_id=offer.id, action=f"{command}_session", old=old, new=new, reason=found.reason)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value

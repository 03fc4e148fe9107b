"""Addresses to which nothing more goes, and the way back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.models.suppression import Suppression
from shared.address import normal
from shared.audit import record
from shared.database import insert_if_absent
from shared.errors import NotFound
from shared.language import msg


def block(session: Session, address: str, reason: str, detail: str | None = None) -> None:
    """Send nothing more to an address."""
    insert_if_absent(session, Suppression, address=normal(address), reason=reason, detail=detail)


def lift(session: Session, suppression_id: UUID) -> None:
    """Send to an address again."""
    suppression = session.get(Suppression, suppression_id, with_for_update=True, populate_existing=True)
    if suppression is None:
        raise NotFound(msg("This address is not blocked."))
    _lift(session, suppression)


def lift_all(session: Session, first: datetime, last: datetime) -> int:
    """Send again to every address blocked between two instants, both included; return how many."""
    of_that_moment = select(Suppression).where(Suppression.since.between(first, last)).order_by(Suppression.id)
    found = session.scalars(of_that_moment.with_for_update()).all()
    for suppression in found:
        _lift(session, suppression)
    return len(found)


def _lift(session: Session, suppression: Suppression) -> None:
    record(session, noun="suppression", noun_id=suppression.id, action="lift", old={"address": suppression.address})
    session.delete(suppression)

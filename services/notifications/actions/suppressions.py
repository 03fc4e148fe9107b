"""Addresses to which nothing more goes, and the way back."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.notifications.actions.announcements import announce_failure
from services.notifications.domain import email as rules
from services.notifications.domain.address import normal
from services.notifications.models.base import insert_if_absent
from services.notifications.models.email import Email
from services.notifications.models.suppression import Suppression
from shared.audit import record
from shared.errors import NotFound
from shared.language import msg


def block(session: Session, address: str, reason: str, detail: str | None = None) -> None:
    """Send nothing more to an address, and hold back what already waits for it."""
    spelling = normal(address)
    insert_if_absent(session, Suppression, address=spelling, reason=reason, detail=detail)
    waiting = select(Email).where(Email.state == rules.QUEUED, func.lower(Email.address) == spelling)
    # In one order, so that two workers that block two addresses never wait for each other.
    for email in session.scalars(waiting.order_by(Email.id).with_for_update()):
        email.become(rules.SUPPRESSED, "address_blocked")
        announce_failure(session, email)


def lift(session: Session, suppression_id: UUID) -> None:
    """Send to an address again."""
    suppression = session.get(Suppression, suppression_id, with_for_update=True)
    if suppression is None:
        raise NotFound(msg("This address is not blocked."))
    record(session, noun="suppression", noun_id=suppression.id, action="lift", old={"address": suppression.address})
    session.delete(suppression)

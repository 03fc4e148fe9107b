"""In the morning of the day before a meeting everybody who comes is reminded, once."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions import session_news
from services.partners.domain.offer import RUNNING
from services.partners.models.offer import locked
from services.partners.queries.near_sessions import near_sessions
from shared.clock import now


def remind(session: Session, offer_id: UUID) -> int:
    """Announce tomorrow's meetings of an offer of which that was not said yet; return how many."""
    offer = locked(session, offer_id)
    if offer is None or offer.state not in RUNNING:
        return 0
    near = near_sessions(session, offer_id, now())
    for item in near:
        item.near_told_for = item.starts_at
    if near:
        session_news.tell_near(session, offer, [item.slot for item in near])
    return len(near)

"""Closing an attendance list: from then on it says who has completed the programme."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions import conclusions
from services.partners.actions.offers import offer_for_work
from services.partners.domain.offer import CANCELLED
from services.partners.models.enrolment import of_offer
from services.partners.models.offer import Offer
from services.partners.queries.closing import closing_of
from shared.audit import record
from shared.clock import now
from shared.context import actor
from shared.errors import RuleBroken
from shared.language import msg


def close_list(session: Session, offer_id: UUID, seen: str | None = None) -> Offer:
    """Close the list and conclude each enrolment by it; closed twice, it was closed once.

    ``seen``: what its reader was shown would come of it; where that is no longer so, nothing is closed.
    """
    offer = offer_for_work(session, offer_id)
    if offer.list_closed_at:
        return offer
    _require_closable(offer)
    closing = closing_of(session, offer)
    if seen is not None and seen != closing.fingerprint:
        raise RuleBroken(msg("Somebody changed the list meanwhile. Look at it once more, then close it."))
    offer.list_closed_at, offer.list_closed_by = now(), actor().id
    session.flush()
    record(session, noun="offer", noun_id=offer.id, action="close_list", new=closing.counts)
    conclusions.conclude(session, offer, of_offer(session, offer_id))
    return offer


def _require_closable(offer: Offer) -> None:
    if offer.state == CANCELLED:
        raise RuleBroken(msg("The programme was cancelled. There is no list to close."))
    if not offer.counting:
        raise RuleBroken(msg("This programme has no sessions yet. Add them first, then note who was there."))

"""Passes: the code of a seat that the door reads, as whoever has the seat shows it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain.enrolment import TAKES_PART
from services.partners.domain.offer import CANCELLED
from services.partners.models.enrolment import Enrolment
from services.partners.models.invitation import Invitation
from services.partners.models.offer import Offer


def pass_of(session: Session, invitation: Invitation) -> Enrolment | None:
    """Return the seat an invitation led to, or None where there is none (any more)."""
    mine = select(Enrolment).where(Enrolment.nomination_id == invitation.nomination_id, Enrolment.state.in_(TAKES_PART))
    offer = session.get_one(Offer, invitation.offer_id)
    return None if offer.state == CANCELLED else session.scalar(mine)

"""Whom the seats of an offer reach, whom the selection would, and what the register holds."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain.coverage import Coverage, Divided
from services.partners.domain.nomination import TAKES_A_SEAT
from services.partners.domain.ranking import Ranking
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.queries.standings import STANDS


def coverage_of(session: Session, offer: Offer, ranked: Ranking, chosen: Collection[UUID] = ()) -> Coverage:
    """Count the seats given at an offer, the ``chosen`` of a selection, and all whom an offer may be for."""
    seated = select(Nomination.ikm_id).where(
        Nomination.offer_id == offer.id, Nomination.state.in_(TAKES_A_SEAT), STANDS
    )
    roster = ranked.roster
    given = roster.rows_of(session.scalars(seated).all())
    return Divided(ranked.weighed).coverage(given, roster.rows_of(chosen), roster.active & ~roster.restricted)

"""Which meetings are tomorrow and nobody was told so: asked by day alone, nobody is written to at night."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from services.partners.domain.offer import RUNNING
from services.partners.domain.session import EVENING, MORNING, PLANNED
from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from shared.clock import WITA, start_of_day


def offers_with_near_sessions(session: Session, at: datetime) -> Sequence[UUID]:
    """Return the offers of which a meeting is to be called to mind at this instant."""
    if not MORNING <= at.astimezone(WITA).time() < EVENING:
        return []
    rows = select(Offer.id).join(OfferSession).where(Offer.state.in_(RUNNING), _is_near(at)).distinct()
    return session.scalars(rows.order_by(Offer.id)).all()


def near_sessions(session: Session, offer_id: UUID, at: datetime) -> Sequence[OfferSession]:
    """Return those of one offer, the earliest first."""
    rows = select(OfferSession).where(OfferSession.offer_id == offer_id, _is_near(at))
    fresh = rows.order_by(OfferSession.starts_at, OfferSession.id).execution_options(populate_existing=True)
    return session.scalars(fresh).all()


def _is_near(at: datetime) -> Any:
    tomorrow = at.astimezone(WITA).date() + timedelta(days=1)
    first, after = start_of_day(tomorrow), start_of_day(tomorrow + timedelta(days=1))
    untold = or_(OfferSession.near_told_for.is_(None), OfferSession.near_told_for != OfferSession.starts_at)
    return and_(OfferSession.state == PLANNED, OfferSession.starts_at >= first, OfferSession.starts_at < after, untold)

"""Those who were told a place in line and have not heard what came of it."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from services.partners.domain import line as rules
from services.partners.domain import nomination
from services.partners.domain.offer import RUNNING
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from shared.among import among

TOLD: ColumnElement[bool] = Nomination.in_line_since.is_not(None)
LEFT: ColumnElement[bool] = and_(
    TOLD, Nomination.state.in_((nomination.WAITING, nomination.NOMINATED)), Nomination.superseded_by.is_(None)
)
"""Also whom an institution has neither taken nor refused until its programme began."""


def still_told(session: Session, ids: Collection[UUID]) -> Sequence[Nomination]:
    """Return which of these were told a place and not yet what came of it, for change."""
    return _for_change(session, among(Nomination.id, ids) & TOLD)


def in_vain(session: Session, offer_id: UUID) -> Sequence[Nomination]:
    """Return those left in line, for change."""
    return _for_change(session, (Nomination.offer_id == offer_id) & LEFT)


def offers_with_a_line(session: Session, day: date) -> Sequence[UUID]:
    """Return the offers in which somebody waits that may give no seat any more; ``day`` is today."""
    begun = and_(Offer.state.in_(RUNNING), Offer.starts_on <= day)
    left = select(Offer.id).join(Nomination, Nomination.offer_id == Offer.id)
    return session.scalars(left.where(LEFT, or_(Offer.state.in_(rules.OVER), begun)).distinct()).all()


def _for_change(session: Session, condition: ColumnElement[bool]) -> Sequence[Nomination]:
    rows = select(Nomination).where(condition).order_by(Nomination.rank, Nomination.id)
    return session.scalars(
        rows.with_for_update(of=Nomination, key_share=True).execution_options(populate_existing=True)
    ).all()

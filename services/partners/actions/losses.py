"""What an IKM loses because it is taken for the same as another: remembered, for they may be two after all."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain import eligibility
from services.partners.domain.nomination import TAKES_A_SEAT
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer, engagements_of
from services.partners.models.policy import latest


def remember(session: Session, offers: Mapping[UUID, Offer], nominations: Iterable[Nomination]) -> None:
    """Note on each nomination that is withdrawn now because of which other IKM that is, if of any."""
    for nomination in nominations:
        nomination.lost_to = _seated_instead(session, offers[nomination.offer_id], nomination) or (
            nomination.ikm_id if nomination.moved_from else None
        )
    session.flush()


def still_lost(session: Session, offer: Offer, nomination: Nomination) -> bool:
    """Tell whether yet another, still taken for the same, has the seat that excludes this one; that one is noted."""
    other = _seated_instead(session, offer, nomination)
    if other is not None:
        nomination.lost_to = other
    return other is not None


def _seated_instead(session: Session, offer: Offer, nomination: Nomination) -> UUID | None:
    """Return the other IKM whose seat excludes this one, where its own do not."""
    held = _seats_beside(session, nomination)
    engagement = engagements_of(session, {seat.offer_id for seat in held})
    kept = [engagement[seat.offer_id] for seat in held if seat.made_for == nomination.made_for]
    programme, rules = offer.programme(), latest(session).rules()
    if eligibility.collision(kept, programme, rules):
        return None
    for seat in (seat for seat in held if seat.made_for != nomination.made_for):
        kept.append(engagement[seat.offer_id])
        if eligibility.collision(kept, programme, rules):
            return seat.made_for
    return None


def _seats_beside(session: Session, nomination: Nomination) -> Sequence[Nomination]:
    beside = select(Nomination).where(
        Nomination.ikm_id == nomination.ikm_id,
        Nomination.offer_id != nomination.offer_id,
        Nomination.state.in_(TAKES_A_SEAT),
    )
    return session.scalars(beside.order_by(Nomination.id).execution_options(populate_existing=True)).all()

"""Seats that exclude each other, once two IKM turn out to be one: nobody can be at two places at the same hours."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import losses, seats
from services.partners.domain import eligibility
from services.partners.domain import nomination as rules
from services.partners.domain.invitation import CONFIRMED, SEAT_WITHDRAWN
from services.partners.domain.offer import RUNNING
from services.partners.domain.programme import Engagement
from services.partners.models.invitation import live
from services.partners.models.nomination import Nomination, engagements
from services.partners.models.offer import Offer
from services.partners.models.policy import latest
from shared.among import among
from shared.clock import now
from shared.language import DEFAULT, Message, msg, translate


def standing(session: Session, nomination: Nomination) -> tuple[int, bool, datetime]:
    """Of two, the smaller stays: the one that came further, of equals the one whose owner said yes, else the older."""
    confirmed = any(item.state in CONFIRMED for item in live(session, [nomination.id]))
    return rules.advance(nomination.state), not confirmed, nomination.suggested_at


def free_what_collides(session: Session, ikm_id: UUID, locked: Mapping[UUID, Offer]) -> None:
    """Take back, among the ``locked`` offers that have not begun, each seat that a better one excludes.

    The IKM is told, the next in line moves up.
    """
    held = {seat.offer_id: seat for seat in engagements(session, [ikm_id]).get(ikm_id, ())}
    open_seats = [item for item in _seats(session, ikm_id, locked) if _may_be_freed(locked[item.offer_id])]
    kept = [seat for offer_id, seat in held.items() if offer_id not in {item.offer_id for item in open_seats}]
    freed: list[Nomination] = []
    for item in sorted(open_seats, key=lambda item: standing(session, item)):
        offer = locked[item.offer_id]
        if reason := _collision(session, kept, offer):
            told = translate(msg("The same IKM was recorded twice. {reason}", reason=reason), DEFAULT)
            seats.take_back(session, offer, [item], told, SEAT_WITHDRAWN)
            freed.append(item)
        else:
            kept.append(held[offer.id])
    losses.remember(session, locked, freed)


def _seats(session: Session, ikm_id: UUID, locked: Iterable[UUID]) -> list[Nomination]:
    mine = select(Nomination).where(
        Nomination.ikm_id == ikm_id, among(Nomination.offer_id, locked), Nomination.state.in_(rules.TAKES_A_SEAT)
    )
    return list(session.scalars(mine.execution_options(populate_existing=True)))


def _may_be_freed(offer: Offer) -> bool:
    return offer.state in RUNNING and offer.starts_at > now()


def _collision(session: Session, kept: list[Engagement], offer: Offer) -> Message | None:
    return eligibility.collision(kept, offer.programme(), latest(session).rules())

"""The plan as people read it: offer by offer who would get a seat, and what those lacked who would not."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from services.partners.domain.nomination import BY_THE_MACHINE
from services.partners.domain.offer import FOLLOWED
from services.partners.domain.profile import ELIGIBLE_STATUSES
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.models.plan import Plan, newest
from services.partners.models.plan_miss import PlanMiss
from services.partners.models.plan_offer import PlanOffer
from services.partners.models.plan_seat import PlanSeat
from services.partners.models.plan_wish import PlanWish
from services.partners.queries.divisions import Division, divisions_of
from services.partners.queries.standings import STANDS
from shared.among import among
from shared.errors import RuleBroken
from shared.language import msg

NEWER = msg("A newer plan was made meanwhile. Nothing was done by the old one: look at the new one, then decide.")
NOT_PROPOSED = msg(
    "The plan does not propose all of these IKM for this offer. Nothing was done; look at the plan again."
)
NOBODY = msg("Nobody was selected. Tick the IKM that shall take part.")


@dataclass(frozen=True)
class ProposedSeat:
    """``state``: of the nomination, once somebody has decided. ``to_confirm``: something was still to be asked."""

    profile: IkmProfile
    points: int
    to_confirm: bool
    state: str | None

    @property
    def is_barred(self) -> bool:
        """Whether no offer may be for this IKM any more."""
        return self.profile.restricted or self.profile.status not in ELIGIBLE_STATUSES

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        return self.state is None and not self.is_barred


@dataclass(frozen=True)
class OfferInPlan:
    offer: Offer
    row: PlanOffer
    seats: Sequence[ProposedSeat]
    division: Division = ()

    @property
    def left(self) -> int:
        """How many of its seats can still be accepted."""
        return sum(seat.is_open for seat in self.seats)


@dataclass(frozen=True)
class Wish:
    profile: IkmProfile
    offer: Offer
    row: PlanWish


@dataclass(frozen=True)
class Miss:
    """An IKM without a seat at the offer where it lacks least, and whose seat it would have."""

    profile: IkmProfile
    offer: Offer
    row: PlanMiss
    taken_by: IkmProfile | None


def offers_of(session: Session, plan: Plan, size: int, offset: int) -> tuple[Sequence[OfferInPlan], int]:
    """Return one page of the offers of a plan, those that begin first before others, and how many there are."""
    mine = PlanOffer.plan_id == plan.id
    total = session.scalar(select(func.count()).select_from(PlanOffer).where(mine)) or 0
    rows = select(PlanOffer, Offer).join(Offer, Offer.id == PlanOffer.offer_id).where(mine)
    found = session.execute(rows.order_by(PlanOffer.place).limit(size).offset(offset)).all()
    seats = _seats(session, plan, [row.offer_id for row, _ in found])
    divided = divisions_of(session, [offer for _, offer in found])
    return [OfferInPlan(offer, row, seats[offer.id], divided.get(offer.id, ())) for row, offer in found], total


def _seats(session: Session, plan: Plan, offer_ids: Iterable[UUID]) -> dict[UUID, list[ProposedSeat]]:
    decided = (
        (Nomination.offer_id == PlanSeat.offer_id)
        & (Nomination.ikm_id == PlanSeat.ikm_id)
        & Nomination.state.not_in(BY_THE_MACHINE)
        & STANDS
    )
    rows = (
        select(PlanSeat, IkmProfile, Nomination.state)
        .join(IkmProfile, IkmProfile.ikm_id == PlanSeat.ikm_id)
        .outerjoin(Nomination, decided)
        .where(PlanSeat.plan_id == plan.id, among(PlanSeat.offer_id, offer_ids))
        .order_by(PlanSeat.place)
    )
    found: dict[UUID, list[ProposedSeat]] = defaultdict(list)
    for seat, profile, state in session.execute(rows):
        found[seat.offer_id].append(ProposedSeat(profile, seat.points, seat.to_confirm, state))
    return found


def count_misses(session: Session, plan: Plan, offer_id: UUID | None = None) -> int:
    """Return how many fit and get no seat, or of them those who lack least at an offer."""
    return session.scalar(select(func.count()).select_from(PlanMiss).where(*_missing(plan, offer_id))) or 0


def _missing(plan: Plan, offer_id: UUID | None) -> list[ColumnElement[bool]]:
    return [PlanMiss.plan_id == plan.id, *([PlanMiss.offer_id == offer_id] if offer_id else [])]


def misses_of(session: Session, plan: Plan, size: int, offset: int, offer_id: UUID | None = None) -> Sequence[Miss]:
    """Return one page of those who get no seat, or of them those who lack least at an offer, the nearest first."""
    other = aliased(IkmProfile)
    rows = (
        select(PlanMiss, IkmProfile, Offer, other)
        .join(IkmProfile, IkmProfile.ikm_id == PlanMiss.ikm_id)
        .join(Offer, Offer.id == PlanMiss.offer_id)
        .outerjoin(other, other.ikm_id == PlanMiss.taken_by)
        .where(*_missing(plan, offer_id))
        .order_by(
            PlanMiss.missing.is_(None),
            PlanMiss.missing,
            PlanMiss.points.desc(),
            IkmProfile.name,
            PlanMiss.ikm_id,
            PlanMiss.offer_id,
        )
    )
    found = session.execute(rows.limit(size).offset(offset))
    return [Miss(profile, offer, row, taker) for row, profile, offer, taker in found]


def wishes(session: Session) -> Sequence[Wish]:
    """Return what staff want of the plans for offers that still give seats."""
    rows = (
        select(PlanWish, IkmProfile, Offer)
        .join(IkmProfile, IkmProfile.ikm_id == PlanWish.ikm_id)
        .join(Offer, Offer.id == PlanWish.offer_id)
        .where(Offer.state.in_(FOLLOWED))
        .order_by(Offer.starts_on, Offer.id, IkmProfile.name, IkmProfile.ikm_id)
    )
    return [Wish(profile, offer, row) for row, profile, offer in session.execute(rows)]


def proposed_seats(
    session: Session, plan_id: UUID, offer_id: UUID, ikm_ids: Collection[UUID], *, whole: bool = False
) -> dict[UUID, int]:
    """Return the points of those whom the plan proposes at an offer: of these IKM, or of all (``whole``).

    Raises RuleBroken where a newer plan stands, where one is not proposed, or where nobody is named.
    """
    points = _standing_points(session, plan_id, offer_id)
    chosen = set(points) if whole else set(ikm_ids)
    if not chosen:
        raise RuleBroken(NOBODY)
    if not chosen <= set(points):
        raise RuleBroken(NOT_PROPOSED)
    return {ikm_id: points[ikm_id] for ikm_id in chosen}


def _standing_points(session: Session, plan_id: UUID, offer_id: UUID) -> dict[UUID, int]:
    standing = newest(session)
    if standing is None or standing.id != plan_id:
        raise RuleBroken(NEWER)
    seats = select(PlanSeat).where(PlanSeat.plan_id == plan_id, PlanSeat.offer_id == offer_id)
    return {seat.ikm_id: seat.points for seat in session.scalars(seats)}

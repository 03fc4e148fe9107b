"""What the plan proposes for single IKM, and what staff laid down about them, as a list of one offer shows it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.models.offer import Offer
from services.partners.models.plan import Plan, newest
from services.partners.models.plan_miss import PlanMiss
from services.partners.models.plan_seat import PlanSeat
from services.partners.models.plan_wish import PlanWish
from shared.among import among


@dataclass(frozen=True)
class Marks:
    """``proposed``: whom the plan gives a seat here. ``elsewhere``: the titles of other offers where it gives one.

    ``misses``: whoever gets none in the plan and lacks least here. ``wishes``: what staff laid down for this offer.
    """

    plan: Plan | None = None
    proposed: Collection[UUID] = frozenset()
    elsewhere: Mapping[UUID, Sequence[str]] = field(default_factory=dict)
    misses: Mapping[UUID, PlanMiss] = field(default_factory=dict)
    wishes: Mapping[UUID, PlanWish] = field(default_factory=dict)


def marks_of(session: Session, offer: Offer, ikm_ids: Collection[UUID]) -> Marks:
    """Return what plan and staff say of these IKM at an offer."""
    theirs = PlanWish.offer_id == offer.id, among(PlanWish.ikm_id, ikm_ids)
    wishes = {row.ikm_id: row for row in session.scalars(select(PlanWish).where(*theirs))}
    plan = newest(session)
    if plan is None:
        return Marks(wishes=wishes)
    seats = (
        select(PlanSeat.ikm_id, PlanSeat.offer_id, Offer.title)
        .join(Offer, Offer.id == PlanSeat.offer_id)
        .where(PlanSeat.plan_id == plan.id, among(PlanSeat.ikm_id, ikm_ids))
        .order_by(Offer.starts_on, Offer.id)
    )
    proposed, elsewhere = set(), defaultdict(list)
    for row in session.execute(seats):
        if row.offer_id == offer.id:
            proposed.add(row.ikm_id)
        else:
            elsewhere[row.ikm_id].append(row.title)
    here = PlanMiss.plan_id == plan.id, PlanMiss.offer_id == offer.id, among(PlanMiss.ikm_id, ikm_ids)
    misses = {row.ikm_id: row for row in session.scalars(select(PlanMiss).where(*here))}
    return Marks(plan, proposed, elsewhere, misses, wishes)

"""The offers that should be larger, by the prices of the plan, and who would be served."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.offer import Offer
from services.partners.models.plan import Plan
from services.partners.models.plan_miss import PlanMiss
from services.partners.models.plan_offer import PlanOffer
from shared.among import among

NAMED = 5
"""Names shown of those who would be served by more seats."""


@dataclass(frozen=True)
class MissingSeats:
    """``names``: the first who would be served, of ``waiting`` who get no seat and lack least here."""

    offer: Offer
    row: PlanOffer
    names: Sequence[str]
    waiting: int


def count_missing_seats(session: Session, plan: Plan) -> int:
    """Return in how many offers one seat more would help."""
    return session.scalar(select(func.count()).select_from(PlanOffer).where(*_larger(plan))) or 0


def missing_seats(session: Session, plan: Plan, size: int, offset: int) -> Sequence[MissingSeats]:
    """Return one page of the offers where a seat more would help, where it helps most first."""
    rows = select(PlanOffer, Offer).join(Offer, Offer.id == PlanOffer.offer_id).where(*_larger(plan))
    page = rows.order_by(PlanOffer.one_more.desc(), PlanOffer.place).limit(size).offset(offset)
    found = session.execute(page).all()
    names, waiting = _first_served(session, plan, [row for row, _ in found])
    return [MissingSeats(offer, row, names[offer.id], waiting[offer.id]) for row, offer in found]


def _larger(plan: Plan) -> tuple[ColumnElement[bool], ...]:
    return PlanOffer.plan_id == plan.id, PlanOffer.one_more > 0


def _first_served(
    session: Session, plan: Plan, rows: Sequence[PlanOffer]
) -> tuple[dict[UUID, list[str]], dict[UUID, int]]:
    """Return of each offer the names of the first who would be served, and how many lack least there."""
    place = func.row_number().over(
        partition_by=PlanMiss.offer_id,
        order_by=(PlanMiss.missing.is_(None), PlanMiss.missing, PlanMiss.points.desc(), PlanMiss.ikm_id),
    )
    count = func.count().over(partition_by=PlanMiss.offer_id)
    here = among(PlanMiss.offer_id, [row.offer_id for row in rows])
    ranked = select(PlanMiss.offer_id, PlanMiss.ikm_id, place.label("place"), count.label("waiting"))
    inner = ranked.where(PlanMiss.plan_id == plan.id, here).subquery()
    listed = select(inner, IkmProfile.name).join(IkmProfile, IkmProfile.ikm_id == inner.c.ikm_id)
    newcomer = {row.offer_id: row.newcomer for row in rows if row.newcomer}
    known = session.execute(
        select(IkmProfile.ikm_id, IkmProfile.name).where(among(IkmProfile.ikm_id, newcomer.values()))
    )
    helped = {row.ikm_id: row.name for row in known}
    names = {row.offer_id: [helped[row.newcomer]] if row.newcomer else [] for row in rows}
    waiting = {row.offer_id: len(names[row.offer_id]) for row in rows}
    for item in session.execute(listed.where(inner.c.place <= NAMED).order_by(inner.c.place)):
        waiting[item.offer_id] = max(item.waiting, waiting[item.offer_id])
        if newcomer.get(item.offer_id) != item.ikm_id:
            names[item.offer_id].append(item.name)
    return names, waiting

"""The offers that should be larger, by the prices of the plan, and who would be served."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, exists, func, select
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
    """``waiting``: how many seats more serve all who get none and lack least here; ``names``: the first of them.

    ``points``: what they have here, added up.
    """

    offer: Offer
    row: PlanOffer
    names: Sequence[str]
    waiting: int
    points: int


def count_missing_seats(session: Session, plan: Plan) -> int:
    """Return in how many offers one seat more would help."""
    return session.scalar(select(func.count()).select_from(PlanOffer).where(*_larger(plan))) or 0


def missing_seats(session: Session, plan: Plan, size: int, offset: int) -> Sequence[MissingSeats]:
    """Return one page of the offers where a seat more would help, where it helps most first."""
    rows = select(PlanOffer, Offer).join(Offer, Offer.id == PlanOffer.offer_id).where(*_larger(plan))
    page = rows.order_by(PlanOffer.one_more.desc(), PlanOffer.place).limit(size).offset(offset)
    found = session.execute(page).all()
    served = _served(session, plan, [row for row, _ in found])
    return [MissingSeats(offer, row, **vars(served[offer.id])) for row, offer in found]


def _larger(plan: Plan) -> tuple[ColumnElement[bool], ...]:
    return PlanOffer.plan_id == plan.id, PlanOffer.one_more > 0


@dataclass
class _Served:
    names: list[str] = field(default_factory=list)
    waiting: int = 0
    points: int = 0


def _served(session: Session, plan: Plan, rows: Sequence[PlanOffer]) -> dict[UUID, _Served]:
    """Return whom more seats would serve, offer by offer."""
    found = {row.offer_id: _Served() for row in rows}
    for item in session.execute(_newcomers_who_lack_least_elsewhere(plan, found)):
        found[item.offer_id].names.append(item.name)
    for item in session.execute(_first_who_lack_least_here(plan, found)):
        here = found[item.offer_id]
        here.names.append(item.name)
        if item.place == 1:
            here.waiting += item.waiting
            here.points += item.points
    return found


def _newcomers_who_lack_least_elsewhere(plan: Plan, offer_ids: Collection[UUID]) -> Select[UUID, str]:
    """Whom one seat more helps in the end may be somebody who takes the place of whoever moves here.

    They are counted where they lack least, and once.
    """
    here = (PlanMiss.plan_id == PlanOffer.plan_id) & (PlanMiss.offer_id == PlanOffer.offer_id)
    elsewhere = ~exists().where(here, PlanMiss.ikm_id == PlanOffer.newcomer)
    rows = select(PlanOffer.offer_id, IkmProfile.name)
    newcomers = rows.join(IkmProfile, IkmProfile.ikm_id == PlanOffer.newcomer)
    return newcomers.where(PlanOffer.plan_id == plan.id, among(PlanOffer.offer_id, offer_ids), elsewhere)


def _first_who_lack_least_here(plan: Plan, offer_ids: Collection[UUID]) -> Select[Any]:
    same = (PlanOffer.plan_id == PlanMiss.plan_id) & (PlanOffer.offer_id == PlanMiss.offer_id)
    is_newcomer = case((PlanMiss.ikm_id == PlanOffer.newcomer, 0), else_=1)
    nearest = PlanMiss.missing.is_(None), PlanMiss.missing, PlanMiss.points.desc(), PlanMiss.ikm_id
    of_offer = PlanMiss.offer_id
    ranked = select(
        PlanMiss.offer_id,
        PlanMiss.ikm_id,
        func.row_number().over(partition_by=of_offer, order_by=(is_newcomer, *nearest)).label("place"),
        func.count().over(partition_by=of_offer).label("waiting"),
        func.sum(PlanMiss.points).over(partition_by=of_offer).label("points"),
    ).join(PlanOffer, same)
    inner = ranked.where(PlanMiss.plan_id == plan.id, among(PlanMiss.offer_id, offer_ids)).subquery()
    listed = select(inner, IkmProfile.name).join(IkmProfile, IkmProfile.ikm_id == inner.c.ikm_id)
    return listed.where(inner.c.place <= NAMED).order_by(inner.c.place)

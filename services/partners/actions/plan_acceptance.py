"""Seats of the plan become seats: the way every seat is given, with a note where it came from."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions.invitations import Confirmed, confirm_selection
from services.partners.actions.offers import offer_for_work
from services.partners.domain.nomination import LIVE, TAKES_A_SEAT
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.queries.plan import proposed_seats
from services.partners.queries.standings import STANDS
from shared.among import among
from shared.audit import record, record_many


def accept_seats(
    session: Session, plan_id: UUID, offer_id: UUID, ikm_ids: Collection[UUID], *, whole: bool = False
) -> Confirmed:
    """Give the seats that the plan proposes to these IKM at this offer, or all that it proposes there (``whole``).

    Whoever was decided about meanwhile stays as is, so that a second click, or a colleague's, changes nothing. Raises
    what :func:`proposed_seats` raises, and RuleBroken where the gate says no to one: then nobody gets a seat.
    """
    offer = offer_for_work(session, offer_id)
    points = proposed_seats(session, plan_id, offer_id, ikm_ids, whole=whole)
    before = {item.ikm_id for item in _nominations(session, offer, points) if item.state in LIVE}
    fresh = points.keys() - before
    if not fresh:
        return Confirmed(0, 0)
    done = confirm_selection(session, offer.id, fresh)
    _note(session, plan_id, offer, _nominations(session, offer, fresh), points)
    return done


def _nominations(session: Session, offer: Offer, ikm_ids: Collection[UUID]) -> Sequence[Nomination]:
    rows = select(Nomination).where(Nomination.offer_id == offer.id, among(Nomination.ikm_id, ikm_ids), STANDS)
    return session.scalars(rows.execution_options(populate_existing=True)).all()


def _note(
    session: Session, plan_id: UUID, offer: Offer, nominations: Sequence[Nomination], points: dict[UUID, int]
) -> None:
    from_plan: dict[str, Any] = {"noun": "nomination", "action": "take_from_plan"}
    record_many(session, [
        {**from_plan, "noun_id": item.id, "new": {"plan_id": str(plan_id), "points": points[item.ikm_id]}}
        for item in nominations
    ])  # fmt: skip
    seated = sum(item.state in TAKES_A_SEAT for item in nominations)
    record(session, noun="offer", noun_id=offer.id, action="accept_plan",
           new={"plan_id": str(plan_id), "seats": seated})  # fmt: skip

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
from services.partners.models.plan import newest
from services.partners.models.plan_seat import PlanSeat
from services.partners.queries.standings import STANDS
from shared.among import among
from shared.audit import record, record_many
from shared.errors import RuleBroken
from shared.language import msg

NEWER = msg("A newer plan was made meanwhile. Nothing was done by the old one: look at the new one, then decide.")
NOT_PROPOSED = msg(
    "The plan does not propose all of these IKM for this offer. Nothing was done; look at the plan again."
)
NOBODY = msg("Nobody was selected. Tick the IKM that shall take part.")


def accept_seats(
    session: Session, plan_id: UUID, offer_id: UUID, ikm_ids: Collection[UUID], *, whole: bool = False
) -> Confirmed:
    """Give the seats that the plan proposes to these IKM at this offer, or all that it proposes there (``whole``).

    Whoever was decided about meanwhile stays as is, so that a second click, or a colleague's, changes nothing. Raises
    RuleBroken where a newer plan stands, where one is not proposed, or where the gate says no to one: then nobody gets
    a seat.
    """
    offer = offer_for_work(session, offer_id)
    points = _proposed(session, plan_id, offer_id)
    chosen = set(points) if whole else set(ikm_ids)
    if not chosen:
        raise RuleBroken(NOBODY)
    if not chosen <= set(points):
        raise RuleBroken(NOT_PROPOSED)
    before = {item.ikm_id for item in _nominations(session, offer, chosen) if item.state in LIVE}
    fresh = chosen - before
    if not fresh:
        return Confirmed(0, 0)
    done = confirm_selection(session, offer.id, fresh)
    _note(session, plan_id, offer, _nominations(session, offer, fresh), points)
    return done


def _proposed(session: Session, plan_id: UUID, offer_id: UUID) -> dict[UUID, int]:
    standing = newest(session)
    if standing is None or standing.id != plan_id:
        raise RuleBroken(NEWER)
    seats = select(PlanSeat).where(PlanSeat.plan_id == plan_id, PlanSeat.offer_id == offer_id)
    return {seat.ikm_id: seat.points for seat in session.scalars(seats)}


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

"""The plan for all free seats: asked for, and stored as the solver found it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from services.partners.domain.assignment.plan import Plan as Found
from services.partners.models.plan import Plan
from services.partners.models.plan_miss import PlanMiss
from services.partners.models.plan_offer import PlanOffer
from services.partners.models.plan_seat import PlanSeat
from services.partners.queries.placement import Facts, open_offers
from shared.audit import record
from shared.clock import now
from shared.context import actor
from shared.errors import RuleBroken
from shared.language import msg
from shared.work.asking import ask

DRAW, NOUN, PAGE = "plan.draw", "plan", "/rencana"
NO_OFFER = msg("No offer is open now, so there is no seat to give. Open an offer first.")


def ask_for_plan(session: Session) -> UUID:
    """Ask the lane of long work for a plan; return the work's id, that of the one under way where there is one."""
    if not open_offers(session):
        raise RuleBroken(NO_OFFER)
    return ask(session, DRAW, msg("Making the plan for all free seats"), noun=NOUN, page=PAGE, alone=DRAW)


def store(session: Session, facts: Facts, found: Found) -> Plan:
    """Keep the plan in the place of the one before."""
    for table in (PlanMiss, PlanSeat, PlanOffer, Plan):
        session.execute(delete(table), execution_options={"synchronize_session": False})
    plan = Plan(
        made_at=now(), made_by=actor().id, policy_version=facts.policy_version, ikm_up_to=facts.ikm_up_to,
        history_up_to=facts.history_up_to, points=found.points, bound=found.bound, way=found.way,
        exact=found.prices.exact, seats=len(found.ikm), served=_different(facts, found), kept=found.kept,
        greedy=found.greedy, greedy_seats=found.greedy_seats, eligible=len(facts.placement.instance.ikm),
        floors_cost=found.floors_cost, settled=found.settled,
    )  # fmt: skip
    session.add(plan)
    session.flush()
    pairs = _Pairs(facts)
    _insert(session, PlanOffer, _offers(plan.id, facts, found))
    _insert(session, PlanSeat, _seats(plan.id, facts, found, pairs))
    _insert(session, PlanMiss, _misses(plan.id, facts, found, pairs))
    record(session, noun=NOUN, noun_id=plan.id, action="draw", new={"points": plan.points, "seats": plan.seats})
    return plan


class _Pairs:
    """What each pair is worth, and whether something is still to be asked about it."""

    def __init__(self, facts: Facts) -> None:
        given = facts.placement.instance
        self.offers = given.offers
        keys = given.ikm * given.offers + given.offer
        order = np.argsort(keys)
        self.keys, self.score, self.unsure = keys[order], given.score[order], facts.placement.unsure[order]

    def of(self, ikm: int, offer: int) -> int:
        return int(self.score[self._place(ikm, offer)])

    def is_unsure(self, ikm: int, offer: int) -> bool:
        return bool(self.unsure[self._place(ikm, offer)])

    def _place(self, ikm: int, offer: int) -> int:
        return int(np.searchsorted(self.keys, ikm * self.offers + offer))


def _different(facts: Facts, found: Found) -> int:
    return len({facts.placement.ikm_ids[ikm] for ikm in found.ikm.tolist()})


def _insert(session: Session, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    if listed := list(rows):
        session.execute(insert(table), listed)


def _offers(plan_id: UUID, facts: Facts, found: Found) -> Iterator[dict[str, Any]]:
    given, prices = facts.placement.instance, found.prices
    asked = given.offer[facts.placement.unsure]
    fit, to_confirm, seats = (np.bincount(of, minlength=given.offers) for of in (given.offer, asked, found.offer))
    for at, offer_id in enumerate(facts.placement.offer_ids):
        yield {
            "plan_id": plan_id, "offer_id": offer_id, "place": at, "free": int(given.free[at]),
            "seats": int(seats[at]), "fit": int(fit[at]), "to_confirm": int(to_confirm[at]),
            "one_more": int(prices.one_more[at]), "newcomer": _ikm(facts, prices.newcomer[at]),
            "give_up": int(prices.give_up[at]) if prices.give_up[at] >= 0 else None,
            "exact": bool(prices.give_up_exact[at] and prices.one_more_exact[at]),
        }  # fmt: skip


def _seats(plan_id: UUID, facts: Facts, found: Found, pairs: _Pairs) -> Iterator[dict[str, Any]]:
    given = enumerate(zip(found.ikm.tolist(), found.offer.tolist(), strict=True))
    seats = [(offer, -pairs.of(ikm, offer), number, ikm) for number, (ikm, offer) in given]
    for place, (offer, less, _, ikm) in enumerate(sorted(seats)):
        ids = {"plan_id": plan_id, "offer_id": facts.placement.offer_ids[offer], "ikm_id": _ikm(facts, ikm)}
        yield {**ids, "place": place, "points": -less, "to_confirm": pairs.is_unsure(ikm, offer)}


def _misses(plan_id: UUID, facts: Facts, found: Found, pairs: _Pairs) -> Iterator[dict[str, Any]]:
    prices = found.prices
    best_first = sorted(zip(found.ikm.tolist(), found.offer.tolist(), strict=True), key=lambda seat: -pairs.of(*seat))
    last = {offer: ikm for ikm, offer in best_first}
    for ikm, offer in _without_seat(facts, found):
        lack, exact = int(prices.missing[ikm]), bool(prices.missing_exact[ikm])
        taken_by = prices.taken_by[ikm] if exact and lack >= 0 else last.get(offer, -1)
        yield {
            "plan_id": plan_id, "offer_id": facts.placement.offer_ids[offer], "ikm_id": _ikm(facts, ikm),
            "points": pairs.of(ikm, offer), "missing": lack if lack >= 0 else None, "exact": exact,
            "taken_by": _ikm(facts, taken_by), "to_confirm": pairs.is_unsure(ikm, offer),
        }  # fmt: skip


def _without_seat(facts: Facts, found: Found) -> Iterator[tuple[int, int]]:
    """Yield whoever fits and has no seat, with the offer where it lacks least, or else has most points."""
    given = facts.placement.instance
    best = np.full(given.people, -1, dtype=np.int64)
    # Written from the fewest points up, of equal ones backwards: the best and first stays.
    order = np.lexsort((-given.offer, given.score))
    best[given.ikm[order]] = given.offer[order]
    best[found.ikm] = -1
    nearest = np.where(found.prices.missing >= 0, found.prices.nearest, best)
    for ikm in np.flatnonzero(nearest >= 0).tolist():
        yield ikm, int(nearest[ikm])


def _ikm(facts: Facts, position: int) -> UUID | None:
    return facts.placement.ikm_ids[position] if position >= 0 else None

"""What other rules would do to the plan for all free seats. Nothing is changed."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.domain.assignment.plan import Plan
from services.partners.domain.assignment.refusals import Contradiction
from services.partners.domain.assignment.solve import solve
from services.partners.domain.policy import Policy
from services.partners.models.policy import latest
from services.partners.queries.placement import Facts, facts
from shared.language import msg
from shared.work.hand import Step, no_step

COMPARING = msg("Making the plan by the rules in force and by the others")


@dataclass(frozen=True)
class PlanEffect:
    """``others`` of the seats then would go to other IKM than now; ``served`` are different IKM."""

    seats_now: int
    seats_then: int
    served_now: int
    served_then: int
    others: int


def plan_effect(session: Session, rules: Policy, step: Step = no_step) -> PlanEffect | None:
    """Return what these rules would change in the plan.

    None where no offer is open, or what staff laid down cannot all hold.
    """
    before, after = (_seats(facts(session, step, asked), step) for asked in (latest(session).rules(), rules))
    if before is None or after is None:
        return None
    served_now, served_then = ({ikm_id for ikm_id, _ in seats} for seats in (before, after))
    return PlanEffect(len(before), len(after), len(served_now), len(served_then), len(after - before))


def _seats(found: Facts, step: Step) -> set[tuple[UUID, UUID]] | None:
    if not found.placement.offer_ids:
        return None
    try:
        plan = solve(found.placement.instance, progress=lambda _step, _count: step(0, None, COMPARING))
    except Contradiction:
        return None
    return _named(found, plan)


def _named(found: Facts, plan: Plan) -> set[tuple[UUID, UUID]]:
    ikm_ids, offer_ids = found.placement.ikm_ids, found.placement.offer_ids
    pairs = zip(plan.ikm.tolist(), plan.offer.tolist(), strict=True)
    return {(ikm_ids[ikm], offer_ids[offer]) for ikm, offer in pairs}

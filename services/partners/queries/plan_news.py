"""What has changed since the plan's facts were read."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from services.partners.domain.nomination import TAKES_A_SEAT
from services.partners.domain.offer import OPEN
from services.partners.domain.segment import from_json
from services.partners.models.change_number import Horizon, written_since
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.models.plan import Plan
from services.partners.models.plan_seat import PlanSeat
from services.partners.models.policy import latest
from shared.change import Change
from shared.clock import WITA, today

OF_SEATS = ("open", "pause", "resume", "change_quota", "change_division", "close", "complete", "cancel")
"""Steps of an offer that change what the plan could give."""
OF_WISHES = ("pin_in_plan", "exclude_from_plan", "free_in_plan")


@dataclass(frozen=True)
class News:
    """``ikm``: of how many IKM something was written. ``offers``: how many were opened, closed or given other
    seats or another division.

    ``decisions``: nominations somebody decided about, but for the seats of the plan that were given as it proposes.
    ``policy``: points are given by other rules now. ``wishes``: of how many IKM staff said always, never, or no more.
    ``floors``: other seats are asked for a kecamatan. ``lapsed``: parts of a quota that no longer hold since.
    """

    ikm: int
    offers: int
    decisions: int
    policy: bool
    wishes: int
    floors: bool = False
    lapsed: int = 0

    @property
    def any(self) -> bool:
        return bool(
            self.ikm or self.offers or self.decisions or self.policy or self.wishes or self.floors or self.lapsed
        )


def news_since(session: Session, plan: Plan) -> News:
    """Count what changed. What was written while the plan's facts were being read may count once more."""
    written = written_since(session, IkmProfile.changed_in, Horizon(plan.ikm_up_to))
    return News(
        ikm=session.scalar(select(func.count()).select_from(IkmProfile).where(written)) or 0,
        offers=_changed(session, plan, "offer", Change.action.in_(OF_SEATS)),
        decisions=_changed(session, plan, "nomination", ~_as_proposed(plan)),
        policy=latest(session).version != plan.policy_version,
        wishes=_changed(session, plan, "ikm", Change.action.in_(OF_WISHES)),
        floors=_changed(session, plan, "plan", Change.action == "change_floors") > 0,
        lapsed=_lapsed(session, plan),
    )


def _changed(session: Session, plan: Plan, noun: str, which: ColumnElement[bool]) -> int:
    count = select(func.count(Change.noun_id.distinct()))
    return session.scalar(count.where(Change.id > plan.history_up_to, Change.noun == noun, which)) or 0


def _lapsed(session: Session, plan: Plan) -> int:
    made_on = plan.made_at.astimezone(WITA).date()
    running = session.scalars(select(Offer.segments).where(Offer.state == OPEN)).all()
    parts = [from_json(row) for rows in running for row in rows]
    return sum(part.holds(made_on) and not part.holds(today()) for part in parts)


def _as_proposed(plan: Plan) -> ColumnElement[bool]:
    same = (PlanSeat.offer_id == Nomination.offer_id) & (PlanSeat.ikm_id == Nomination.ikm_id)
    seated = Nomination.state.in_(TAKES_A_SEAT) & (PlanSeat.plan_id == plan.id)
    return exists().where(Nomination.id == Change.noun_id, same, seated)

"""Staff say of an IKM and an offer that every plan shall have the two together, or never."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.partners.actions.offers import offer_for_work
from services.partners.domain import offer as offer_rules
from services.partners.models import plan_wish
from services.partners.models.ikm_profile import IkmProfile
from shared.among import among
from shared.audit import record, record_many
from shared.context import actor
from shared.errors import NotFound, RuleBroken
from shared.language import msg
from shared.states import require_reason

STEPS = {plan_wish.PIN: "pin_in_plan", plan_wish.EXCLUDE: "exclude_from_plan"}
FREED = "free_in_plan"
NOBODY = msg("Nobody was selected. Tick the IKM that shall take part.")


def wish(session: Session, offer_id: UUID, ikm_ids: Collection[UUID], kind: str, reason: str) -> None:
    """Want these IKM always, or never, at an offer in every plan from now on; seats given stay as they are.

    The same said twice is said once.
    """
    require_reason(reason)
    offer = offer_for_work(session, offer_id)
    if offer.state not in offer_rules.FOLLOWED:
        raise RuleBroken(msg("This offer gives no seats any more, so a plan has none of it."))
    if not ikm_ids:
        raise RuleBroken(NOBODY)
    known = select(func.count()).select_from(IkmProfile).where(among(IkmProfile.ikm_id, ikm_ids))
    if session.scalar(known) != len(set(ikm_ids)):
        raise NotFound
    said = reason.strip()
    fresh = sorted(set(ikm_ids) - plan_wish.as_said(session, offer_id, kind, said))
    if fresh:
        plan_wish.put(session, offer_id, fresh, {"kind": kind, "reason": said, "made_by": actor().id})
        step = {"noun": "ikm", "action": STEPS[kind], "new": {"offer_id": str(offer_id)}, "reason": said}
        record_many(session, [{**step, "noun_id": ikm_id} for ikm_id in fresh])


def drop_wish(session: Session, offer_id: UUID, ikm_id: UUID) -> None:
    """Leave it to the plan again; what was dropped already changes nothing."""
    if plan_wish.take(session, offer_id, ikm_id):
        record(session, noun="ikm", noun_id=ikm_id, action=FREED, new={"offer_id": str(offer_id)})

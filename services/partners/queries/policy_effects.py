"""What other rules would do to the suggestions of the offers that run now. Nothing is changed."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain.nomination import BY_THE_MACHINE, SUGGESTED
from services.partners.domain.policy import Policy
from services.partners.models.nomination import PRECEDENCE, Nomination, engagements
from services.partners.models.offer import Offer, matched
from services.partners.queries import ledger, roster
from services.partners.queries.standings import STANDS
from services.partners.queries.weighing import weigh
from shared.among import among
from shared.language import msg
from shared.work.hand import Step, no_step

LOOKING = msg("Weighing all IKM for each running offer: {done} of {of}")


@dataclass(frozen=True)
class Effect:
    """On one offer: of the best suggestions, as many as seats are free, ``others`` would be other IKM than now.

    ``fit_now`` and ``fit_then`` count the IKM whose every answer is yes.
    """

    offer_id: str
    title: str
    free: int
    others: int
    fit_now: int
    fit_then: int


def effects(session: Session, rules: Policy, step: Step = no_step) -> list[Effect]:
    """Return what these rules would change, offer by offer, where they change most first."""
    offers = matched(session)
    seats = ledger.of_offers(session, [offer.id for offer in offers])
    shown = _shown(session, [offer.id for offer in offers])
    everybody, held = roster.current(session), engagements(session)
    found: list[tuple[Offer, Effect]] = []
    for number, offer in enumerate(offers):
        step(number, len(offers), msg(LOOKING.template, done=number, of=len(offers)))
        now = shown[offer.id]
        weighed = weigh(offer, everybody, held, rules)
        fit_now = [ikm_id for ikm_id, state in now.items() if state == SUGGESTED]
        fit_then = [ikm_id for ikm_id in weighed.fitting() if ikm_id in now]
        free = seats[offer.id].free
        others = len(set(fit_then[:free]) - set(fit_now[:free]))
        found.append((offer, Effect(str(offer.id), offer.title, free, others, len(fit_now), len(fit_then))))
    found.sort(key=lambda pair: (-pair[1].others, pair[0].starts_on, pair[0].title))
    return [effect for _, effect in found]


def _shown(session: Session, offer_ids: Collection[UUID]) -> dict[UUID, dict[UUID, str]]:
    """Return per offer the IKM still in the machine's hands with their state, in the order staff see them."""
    statement = (
        select(Nomination.offer_id, Nomination.ikm_id, Nomination.state)
        .join(Nomination.profile)
        .where(among(Nomination.offer_id, offer_ids), Nomination.state.in_(BY_THE_MACHINE), STANDS)
        .order_by(*PRECEDENCE)
    )
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for offer_id, ikm_id, state in session.execute(statement):
        found[offer_id][ikm_id] = state
    return found

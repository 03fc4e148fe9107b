"""What other rules would do to the suggestions of the offers that run now. Nothing is changed."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.partners.domain.nomination import SUGGESTED
from services.partners.domain.policy import Policy
from services.partners.domain.ranking import Ranking
from services.partners.models.offer import Offer, followed
from services.partners.models.policy import latest
from services.partners.queries import ledger, roster
from services.partners.queries.ranking import decided_about
from services.partners.queries.weighing import seats_of_all, weigh
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
    offers = followed(session)
    seats = ledger.of_offers(session, [offer.id for offer in offers])
    everybody, in_force = roster.current(session), latest(session).rules()
    held = seats_of_all(session, everybody)
    decided = decided_about(session, [offer.id for offer in offers])
    found: list[tuple[Offer, Effect]] = []
    for number, offer in enumerate(offers):
        step(number, len(offers), msg(LOOKING.template, done=number, of=len(offers)))
        now, then = (Ranking(weigh(offer, everybody, held, asked), decided[offer.id]) for asked in (in_force, rules))
        fit_now, fit_then = (ranked.group(SUGGESTED) for ranked in (now, then))
        free = seats[offer.id].free
        others = len(set(fit_then[:free].tolist()) - set(fit_now[:free].tolist()))
        found.append((offer, Effect(str(offer.id), offer.title, free, others, len(fit_now), len(fit_then))))
    found.sort(key=lambda pair: (-pair[1].others, pair[0].starts_on, pair[0].title))
    return [effect for _, effect in found]

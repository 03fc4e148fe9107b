"""The open offers as one IKM meets them: which fit best, and what is missing for the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain.nomination import SUGGESTED
from services.partners.domain.offer import OPEN
from services.partners.domain.ranking import Ranking
from services.partners.models import suggestion
from services.partners.models.ikm_profile import IkmProfile, remaining_id
from services.partners.models.nomination import Nomination, engagements
from services.partners.models.offer import Offer
from services.partners.models.policy import latest
from services.partners.queries.ranking import decided_about
from services.partners.queries.weighing import rows, weigh
from shared.clock import now, today
from shared.errors import NotFound
from shared.language import msg


@dataclass(frozen=True)
class Fitting:
    """An open offer, and how it sees the IKM now; None where somebody has decided about it there already."""

    offer: Offer
    nomination: Nomination | None

    @property
    def fits(self) -> bool:
        return self.nomination is not None and self.nomination.state == SUGGESTED


def fitting_offers(session: Session, ikm_id: UUID) -> tuple[IkmProfile, Sequence[Fitting]]:
    """Return an IKM, or the one it lives on in, and the open offers, those that fit best first. Raises NotFound."""
    profile = session.get(IkmProfile, remaining_id(session, ikm_id) or ikm_id)
    if profile is None:
        raise NotFound(msg("There is no such IKM."))
    running = select(Offer).where(Offer.state == OPEN, Offer.starts_on > today()).order_by(Offer.starts_on, Offer.id)
    offers = session.scalars(running).all()
    decided = decided_about(session, [offer.id for offer in offers])
    held, rules, roster = engagements(session, [profile.ikm_id]), latest(session).rules(), rows([profile])
    found = []
    for offer in offers:
        ranked = Ranking(weigh(offer, roster, held, rules), decided[offer.id])
        found.append(Fitting(offer, _seen(ranked, profile)))
    return profile, sorted(found, key=_precedence)


def _seen(ranked: Ranking, profile: IkmProfile) -> Nomination | None:
    matches = ranked.matches(ranked.asked([profile.ikm_id]))
    offer_id, version = ranked.weighed.offer.programme.offer_id, ranked.weighed.policy.version
    return suggestion.unsaved(offer_id, profile, matches[0], version, now()) if matches else None


def _precedence(one: Fitting) -> tuple[bool, bool, int]:
    return not one.fits, one.nomination is None, -(one.nomination.score if one.nomination else 0)

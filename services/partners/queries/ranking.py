"""What the machine thinks of everybody for one offer, worked out when somebody looks."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain.columns import halves_of
from services.partners.domain.ranking import Ranking
from services.partners.domain.roster import Rows
from services.partners.models import ikm_profile, suggestion
from services.partners.models.base import together, undashed
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.models.policy import latest
from services.partners.queries import roster
from services.partners.queries.standings import STANDS
from services.partners.queries.weighing import seats_of_all, weigh
from shared import searching
from shared.among import among
from shared.clock import now


def ranking(session: Session, offer: Offer) -> Ranking:
    """Return everybody whom nobody has decided about, weighed by the rules in force."""
    everybody = roster.current(session)
    weighed = weigh(offer, everybody, seats_of_all(session, everybody, during=offer), latest(session).rules())
    return Ranking(weighed, decided_about(session, [offer.id])[offer.id])


def decided_about(session: Session, offer_ids: Collection[UUID]) -> Mapping[UUID, Collection[UUID]]:
    """Return the IKM that have a nomination for each of these offers."""
    found: dict[UUID, list[UUID]] = {offer_id: [] for offer_id in offer_ids}
    standing = select(Nomination.offer_id, Nomination.ikm_id).where(among(Nomination.offer_id, offer_ids), STANDS)
    for offer_id, ikm_id in session.execute(standing):
        found[offer_id].append(ikm_id)
    return found


def shown(session: Session, ranked: Ranking, rows: Rows) -> Sequence[Nomination]:
    """Return these rows of a ranking as lists show them, in their order; none of them is kept."""
    offer_id, version = ranked.weighed.offer.programme.offer_id, ranked.weighed.policy.version
    found = ranked.matches(rows)
    profiles = ikm_profile.known(session, [item.ikm_id for item in found])
    at = now()
    return [
        suggestion.unsaved(offer_id, profiles[item.ikm_id], item, version, at)
        for item in found
        if item.ikm_id in profiles
    ]


def searched(session: Session, ranked: Ranking, rows: Rows, text: str) -> Rows:
    """Return those of these rows whose name, owner, product or phone a text finds."""
    ids = select(together(IkmProfile.ikm_id)).where(searching.found_in_key(text, IkmProfile.search_text))
    return ranked.among(rows, halves_of(undashed(session.scalar(ids))))

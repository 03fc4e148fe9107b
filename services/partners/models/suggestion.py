"""What the machine says of an IKM and an offer, in the shape in which a decision keeps it."""

from datetime import datetime
from uuid import UUID

from services.partners.domain.matching import Match
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.nomination import Nomination


def unsaved(offer_id: UUID, profile: IkmProfile, match: Match, policy_version: int, at: datetime) -> Nomination:
    """Return a nomination that is in no database: whoever decides about it adds it."""
    return Nomination(
        offer_id=offer_id,
        ikm_id=match.ikm_id,
        profile=profile,
        state=match.state,
        score=match.score,
        last_served_on=match.last_served_on,
        breakdown=match.breakdown,
        gate=match.gate,
        policy_version=policy_version,
        suggested_at=at,
        **profile.counts_under,
    )

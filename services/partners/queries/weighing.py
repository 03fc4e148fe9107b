"""What the rules say of IKM and an offer, as seats stand now."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from services.partners.domain import eligibility, matching, nomination
from services.partners.domain.matching import Match
from services.partners.domain.policy import Policy
from services.partners.domain.profile import Profile
from services.partners.domain.programme import Engagement
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from shared.language import Message

Held = Mapping[UUID, Sequence[Engagement]]


def weigh(running: Offer, profiles: Iterable[IkmProfile], held: Held, rules: Policy) -> list[Match]:
    """Return what the rules say of these IKM and this offer, best first."""
    return matching.matches((seen_by(running, profile, held) for profile in profiles), running.programme(), rules)


def against(running: Offer, nominations: Iterable[Nomination], held: Held, rules: Policy) -> dict[UUID, Message]:
    """Return, for the IKM that may not take part as things stand, the first reason why."""
    programme = running.programme()

    def objection(item: Nomination) -> Message | None:
        if item.superseded_by:
            return nomination.MERGED
        return eligibility.objection(seen_by(running, item.profile, held), programme, rules.yearly_cap)

    return {item.ikm_id: reason for item in nominations if (reason := objection(item))}


def seen_by(running: Offer, profile: IkmProfile, held: Held) -> Profile:
    """Return the IKM as the offer weighs it: a seat in this very offer does not stand against having it."""
    return profile.for_matching([seat for seat in held.get(profile.ikm_id, ()) if seat.offer_id != running.id])

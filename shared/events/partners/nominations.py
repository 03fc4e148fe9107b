"""Facts about those who are to take part."""

from dataclasses import dataclass
from uuid import UUID

from shared.events.contract import Event, event
from shared.events.partners.offers import OfferSummary


@dataclass(frozen=True, kw_only=True)
class Nominee:
    """All an institution may see of an IKM, and which one it is."""

    nomination_id: UUID
    ikm_name: str
    kecamatan: str | None
    product: str | None
    ikm_id: UUID | None = None


@event("partners.matches_suggested")
class MatchesSuggested(Event):
    offer: OfferSummary
    suggested: int
    to_confirm: int
    not_eligible: int


@event("partners.nominations_sent")
class NominationsSent(Event):
    """``to_institution``: whether the institution may be told of people at all; not while it is suspended.

    ``promoted``: they moved up from the waiting list, as seats fell free.
    """

    offer: OfferSummary
    nominees: list[Nominee]
    to_institution: bool = True
    promoted: bool = False


@event("partners.nomination_answered")
class NominationAnswered(Event):
    offer: OfferSummary
    nominee: Nominee
    answer: str
    reason: str | None

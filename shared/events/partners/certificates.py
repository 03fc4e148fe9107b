"""Facts about certificates of participation. What an IKM holds of others, such as halal, are the registry's."""

from datetime import datetime
from uuid import UUID

from shared.events.contract import Event, event
from shared.events.partners.offers import OfferSummary


@event("partners.participation_certificate_issued")
class ParticipationCertificateIssued(Event):
    """Whoever took part for an IKM completed a programme. ``email`` is where mail tells it, if anywhere.

    ``paper_path`` is the signed link to the paper, ``check_path`` the public page that the code on it leads to.
    ``made_for``: as in ``invitation_answered``.
    """

    certificate_id: UUID
    number: str
    offer: OfferSummary
    ikm_id: UUID
    ikm_name: str
    person_name: str
    recipient_name: str
    email: str | None
    language: str
    issued_at: datetime
    paper_path: str
    check_path: str
    made_for: UUID | None = None


@event("partners.participation_certificate_revoked")
class ParticipationCertificateRevoked(Event):
    """A certificate no longer holds, for this ``reason``, which its public page shows. Else as above."""

    certificate_id: UUID
    number: str
    offer: OfferSummary
    ikm_id: UUID
    ikm_name: str
    person_name: str
    recipient_name: str
    email: str | None
    language: str
    reason: str
    revoked_at: datetime
    check_path: str
    made_for: UUID | None = None

"""What partners tells of certificates of participation."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from services.partners.actions import announcements
from services.partners.models.base import known
from services.partners.models.offer import Offer
from services.partners.models.participation_certificate import ParticipationCertificate
from services.partners.queries.certificate_links import PUBLIC, paper_path
from shared.database import signing_keys
from shared.events.partners import ParticipationCertificateIssued, ParticipationCertificateRevoked
from shared.messaging.outbox import publish


def tell_issued(session: Session, offer: Offer, printed: Sequence[ParticipationCertificate]) -> None:
    """Tell that these were issued; whoever has no address gets the paper by hand."""
    keys = signing_keys(session)
    publish(
        session,
        *(
            ParticipationCertificateIssued(
                **_of(offer, item), issued_at=item.issued_at, paper_path=paper_path(keys, item)
            )
            for item in printed
        ),
    )


def tell_revoked(session: Session, offer: Offer, item: ParticipationCertificate) -> None:
    """Tell that one no longer holds."""
    reason, at = item.revoke_reason or "", known(item.revoked_at)
    publish(session, ParticipationCertificateRevoked(**_of(offer, item), reason=reason, revoked_at=at))


def _of(offer: Offer, item: ParticipationCertificate) -> dict[str, Any]:
    nomination = item.enrolment.nomination
    profile = nomination.profile
    return {
        "certificate_id": item.id,
        "number": item.number,
        "offer": announcements.summary(offer),
        "ikm_id": nomination.ikm_id,
        "ikm_name": item.ikm_name,
        "person_name": item.person_name,
        "recipient_name": profile.contact_name,
        "email": profile.mail_address,
        "language": profile.language,
        "check_path": PUBLIC + item.code,
        "made_for": nomination.made_for,
    }

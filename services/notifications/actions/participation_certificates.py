"""Facts about certificates of participation."""

from sqlalchemy.orm import Session

from services.notifications.actions import endings, messages
from services.notifications.actions.letters import tell
from services.notifications.models.message import Message
from shared.events.partners import ParticipationCertificateRevoked

REVOKED = "certificate_revoked"


def revoke(session: Session, event: ParticipationCertificateRevoked) -> None:
    """Stop the mail with the certificate where it still waits, and tell that it no longer holds."""
    if endings.note(session, event.certificate_id, REVOKED):
        messages.ask_again(session, Message.offer_id == event.offer.offer_id)
        tell(session, event)

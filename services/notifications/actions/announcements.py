"""What notifications announces: a mail that will not arrive."""

from sqlalchemy.orm import Session

from services.notifications.domain.template import CALLING_OFF
from services.notifications.models.email import Email
from shared.events.notifications import EmailFailed, address_hash
from shared.messaging.outbox import publish

UNREACHABLE = frozenset({"address_invalid", "address_blocked", "refused", "gave_up", "unwritable", "too_late"})


def announce_failure(session: Session, email: Email) -> None:
    """Say that a mail was given up; what was held back on purpose is nobody's failure.

    Except that who holds a seat and no longer wants mail must still hear that it is called off.
    """
    unheard = email.reason == "consent_withdrawn" and email.template in CALLING_OFF
    if email.reason in UNREACHABLE or unheard:
        publish(
            session,
            EmailFailed(
                email_id=email.id,
                template=email.template,
                reason=email.reason,
                invitation_id=email.invitation_id,
                ikm_id=email.ikm_id,
                sent_to=address_hash(email.address),
            ),
        )

"""What notifications announces: a mail that will not arrive."""

from sqlalchemy.orm import Session

from services.notifications.models.email import Email
from shared.events.notifications import EmailFailed
from shared.messaging.outbox import publish

UNREACHABLE = frozenset({"address_invalid", "address_blocked", "refused", "gave_up", "unwritable", "too_late"})


def announce_failure(session: Session, email: Email) -> None:
    """Say that a mail was given up; what was held back on purpose is nobody's failure."""
    if email.reason in UNREACHABLE:
        publish(
            session,
            EmailFailed(
                email_id=email.id,
                template=email.template,
                reason=email.reason,
                invitation_id=email.invitation_id,
                ikm_id=email.ikm_id,
            ),
        )

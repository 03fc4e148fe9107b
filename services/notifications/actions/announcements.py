"""What notifications announces: a mail that will not arrive, and how mail goes in all."""

from sqlalchemy.orm import Session

from services.notifications.letters.catalogue import ASKING, CALLING_OFF, ON_THE_CALL_LIST
from services.notifications.models.email import Email, count_unsettled
from services.notifications.models.mail_flow import MailFlow
from shared.clock import now
from shared.events.notifications import (
    EmailArrived,
    EmailDoubtful,
    EmailFailed,
    EmailTriedAgain,
    MailFlowChanged,
    address_hash,
)
from shared.messaging.outbox import publish

UNREACHABLE = frozenset(
    {"address_invalid", "address_blocked", "refused", "turned_away", "gave_up", "unwritable", "too_late"}
)


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


def announce_another_try(session: Session, email: Email) -> None:
    """Say that a mail that is still given up goes again, where it was said that it failed."""
    if email.reason in UNREACHABLE:
        publish(
            session,
            EmailTriedAgain(
                email_id=email.id,
                template=email.template,
                reason=email.reason,
                invitation_id=email.invitation_id if email.template in ON_THE_CALL_LIST else None,
                ikm_id=email.ikm_id,
                sent_to=address_hash(email.address),
                asks=email.template in ASKING,
            ),
        )


def announce_doubt(session: Session, email: Email) -> None:
    """Say that nobody knows whether a mail arrived, where its reader can be called instead."""
    if email.invitation_id and email.template in ON_THE_CALL_LIST:
        email.doubted_at = now()
        _publish_of(session, EmailDoubtful, email)


def announce_arrival(session: Session, email: Email) -> None:
    """Say that a mail arrived of which that was in doubt."""
    if email.doubted_at is not None:
        email.doubted_at = None
        _publish_of(session, EmailArrived, email)


def _publish_of(session: Session, fact: type[EmailDoubtful] | type[EmailArrived], email: Email) -> None:
    if email.invitation_id is None:
        return
    publish(
        session,
        fact(
            email_id=email.id,
            template=email.template,
            invitation_id=email.invitation_id,
            ikm_id=email.ikm_id,
            asks=email.template in ASKING,
        ),
    )


def announce_flow(session: Session, flow: MailFlow) -> None:
    """Say how mail goes in all."""
    session.flush()
    flow.revision += 1
    publish(
        session,
        MailFlowChanged(
            revision=flow.revision,
            state=flow.state,
            reason=flow.reason,
            since=flow.since,
            to_settle=count_unsettled(session),
        ),
    )

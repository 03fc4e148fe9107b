"""What notifications announces: a mail that will not arrive, and how mail goes in all."""

from sqlalchemy.orm import Session

from services.notifications.letters.catalogue import ASKING, CALLING_OFF, ON_THE_CALL_LIST
from services.notifications.models.mail_flow import MailFlow
from services.notifications.models.message import Message, count_unsettled
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


def announce_failure(session: Session, message: Message) -> None:
    """Say that a mail was given up; what was held back on purpose is nobody's failure.

    Except that whoever holds a seat and no longer wants mail must still hear that it is called off.
    """
    unheard = message.reason == "consent_withdrawn" and message.template in CALLING_OFF
    if message.reason in UNREACHABLE or unheard:
        publish(
            session,
            EmailFailed(
                email_id=message.id,
                template=message.template,
                reason=message.reason or "",
                invitation_id=message.invitation_id,
                ikm_id=message.ikm_id,
                sent_to=address_hash(message.address),
                asks=message.template in ASKING,
            ),
        )


def announce_another_try(session: Session, message: Message) -> None:
    """Say that a mail that is still given up goes again, where it was said that it failed."""
    if message.reason in UNREACHABLE:
        publish(
            session,
            EmailTriedAgain(
                email_id=message.id,
                template=message.template,
                reason=message.reason or "",
                invitation_id=message.invitation_id if message.template in ON_THE_CALL_LIST else None,
                ikm_id=message.ikm_id,
                sent_to=address_hash(message.address),
                asks=message.template in ASKING,
            ),
        )


def announce_doubt(session: Session, message: Message) -> None:
    """Say that nobody knows whether a mail arrived, where its reader can be called instead."""
    if message.invitation_id and message.template in ON_THE_CALL_LIST:
        message.doubted_at = now()
        _publish_of(session, EmailDoubtful, message)


def announce_arrival(session: Session, message: Message) -> None:
    """Say that a mail arrived of which that was in doubt."""
    if message.doubted_at is not None:
        message.doubted_at = None
        _publish_of(session, EmailArrived, message)


def _publish_of(session: Session, fact: type[EmailDoubtful] | type[EmailArrived], message: Message) -> None:
    if message.invitation_id is None:
        return
    publish(
        session,
        fact(
            email_id=message.id,
            template=message.template,
            invitation_id=message.invitation_id,
            ikm_id=message.ikm_id,
            asks=message.template in ASKING,
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

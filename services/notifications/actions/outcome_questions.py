"""Asking an IKM by mail what came of a programme; whoever has no address stands on the registry's list to call."""

from sqlalchemy.orm import Session

from services.notifications.actions import messages
from services.notifications.domain.addressee import Addressee
from services.notifications.letters.outcomes import outcomes_due
from shared.events.contract import dump
from shared.events.registry import OutcomesDue


def ask(session: Session, event: OutcomesDue) -> None:
    """Put the question on the list, where mail reaches its reader."""
    if event.email:
        to = Addressee(event.recipient_name, event.email, event.language, ikm_id=event.ikm_id)
        messages.queue(session, outcomes_due.name, to, dump(event))

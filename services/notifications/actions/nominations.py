"""Facts about nominations, and who is told."""

from sqlalchemy.orm import Session

from services.notifications.actions import messages
from services.notifications.queries import readers
from shared.events.contract import dump
from shared.events.partners import NominationAnswered, NominationsSent


def tell_of_nominees(session: Session, event: NominationsSent) -> None:
    """Ask the institution about the IKM the office proposes."""
    if not event.to_institution:
        return
    offer_id = event.offer.offer_id
    context = dump(event)
    for to in readers.institution(session, event.offer):
        messages.queue(session, "nominations_sent", to, context, offer_id=offer_id)


def tell_of_answer(session: Session, event: NominationAnswered) -> None:
    """Tell the office what the institution answered; answers that come together go in one mail."""
    for to in readers.staff(session):
        messages.gather(session, "nomination_answered", to, dump(event), offer_id=event.offer.offer_id)

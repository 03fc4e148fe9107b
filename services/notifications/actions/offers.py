"""The end of an offer: what it makes superfluous, before it is told."""

from sqlalchemy.orm import Session

from services.notifications.actions import endings, messages
from services.notifications.actions.letters import tell
from services.notifications.letters.cancellations import without_others
from services.notifications.letters.seats import offer_cancelled_ikm
from services.notifications.models.message import Message
from services.notifications.queries import readers
from shared.events.partners import OfferCancelled


def cancel(session: Session, event: OfferCancelled) -> None:
    """Stop all that waits for the offer; tell the institution, and the office of what the institution did.

    Every IKM still in it is told by its invitation's own end.
    """
    offer_id, revision = event.offer.offer_id, event.offer.revision
    if endings.is_outlived(session, event.offer) or not endings.note(session, offer_id, "offer_cancelled", revision):
        return
    for invitation_id in event.invitations:
        endings.note(session, invitation_id, "offer_cancelled")
    messages.ask_again(session, Message.offer_id == offer_id)
    tell(session, event)
    if event.calls is None:
        _tell_each(session, event)


def _tell_each(session: Session, event: OfferCancelled) -> None:
    """Tell those invited by a partners that did not yet announce each invitation's own end."""
    for to in (readers.ikm(session, ikm_id) for ikm_id in event.ikm):
        if to:
            context = without_others(event)
            messages.queue(session, offer_cancelled_ikm.name, to, context, offer_id=event.offer.offer_id)

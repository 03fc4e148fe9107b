"""The end of an offer: what it makes superfluous, before it is told."""

from sqlalchemy import and_, not_
from sqlalchemy.orm import Session

from services.notifications.actions import contacts, emails, endings
from services.notifications.actions.letters import tell
from services.notifications.domain import email as rules
from services.notifications.letters.answers import invitation_answered_ikm
from services.notifications.letters.cancellations import without_others
from services.notifications.letters.catalogue import CALLING_OFF
from services.notifications.letters.seats import offer_cancelled_ikm
from services.notifications.models.email import Email
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
    # A confirmed "no" still has to take the meetings out of a calendar.
    declined = and_(Email.template == invitation_answered_ikm.name, Email.context["answer"].as_string() == "declined")
    of_the_offer = (Email.offer_id == offer_id, Email.template.not_in(CALLING_OFF), not_(declined))
    emails.stop(session, rules.CANCELLED, "offer_cancelled", *of_the_offer)
    tell(session, event)
    if event.calls is None:
        _tell_each(session, event)


def _tell_each(session: Session, event: OfferCancelled) -> None:
    """Tell those invited by a partners that did not yet announce each invitation's own end."""
    for to in (contacts.addressee(session, ikm_id) for ikm_id in event.ikm):
        if to:
            context = without_others(event)
            emails.queue(session, offer_cancelled_ikm.name, to, context, offer_id=event.offer.offer_id)

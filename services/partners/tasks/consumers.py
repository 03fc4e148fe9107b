"""The facts partners listens to."""

from sqlalchemy.orm import Session

from services.partners.actions import ikm_profiles, invitations, matches
from shared.events.notifications import EmailFailed
from shared.events.partners import OfferOpened
from shared.events.registry import IkmProfileChanged
from shared.messaging.consumers import Consumers

consumers = Consumers("partners")


@consumers.on(IkmProfileChanged)
def keep_profile(session: Session, event: IkmProfileChanged) -> None:
    ikm_profiles.keep(session, event)


@consumers.on(OfferOpened)
def suggest_matches(session: Session, event: OfferOpened) -> None:
    matches.suggest(session, event.offer.offer_id)


@consumers.on(EmailFailed)
def put_on_call_list(session: Session, event: EmailFailed) -> None:
    if event.invitation_id:
        invitations.mark_undeliverable(session, event.invitation_id)

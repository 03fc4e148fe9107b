"""Whoever may set a password by a link is written it; what is kept of the link opens nothing."""

from sqlalchemy.orm import Session

from services.notifications.actions import messages
from services.notifications.domain.addressee import Addressee
from services.notifications.letters import catalogue
from shared.events.partners import AccountLinkMade


def write(session: Session, event: AccountLinkMade) -> None:
    """Put the mail with the link on the list; it does not go once the link has ended."""
    to = Addressee(event.name, event.email, event.language, account_id=event.account_id)
    for letter in catalogue.about(event):
        messages.queue(session, letter.name, to, letter.keeps(event), expires_at=event.ends_at)

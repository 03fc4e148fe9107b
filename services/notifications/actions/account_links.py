"""Whoever may set a password by a link is written it; what is kept of the link opens nothing."""

from sqlalchemy.orm import Session

from services.notifications.actions import messages
from services.notifications.domain.addressee import Addressee
from services.notifications.letters.accounts import account_invited, password_forgotten
from shared.events.contract import dump
from shared.events.partners import AccountLinkMade

LETTERS = {"invited": account_invited, "forgotten": password_forgotten}


def write(session: Session, event: AccountLinkMade) -> None:
    """Put the mail with the link on the list; it does not go once the link has ended."""
    to = Addressee(event.name, event.email, event.language, account_id=event.account_id)
    messages.queue(session, LETTERS[event.purpose].name, to, dump(event), expires_at=event.ends_at)

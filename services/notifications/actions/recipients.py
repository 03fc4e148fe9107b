"""The copy of the accounts, and sign-ins that end here too."""

from sqlalchemy.orm import Session

from services.notifications.models.recipient import Recipient
from shared.database import insert_if_absent
from shared.events.partners import AccountChanged, SignInEnded
from shared.sessions import SignIn, end_sessions, end_sign_in

COPIED = ("revision", "name", "email", "role", "institution_id", "language", "active")
UNHEARD = -1


def keep(session: Session, event: AccountChanged) -> None:
    """Keep the newest copy of an account, and end its sign-ins from before it says they count."""
    end_sessions(session, event.account_id, event.sessions_valid_from)
    values = {name: getattr(event, name) for name in COPIED}
    insert_if_absent(session, Recipient, account_id=event.account_id, **values | {"revision": UNHEARD})
    recipient = session.get_one(Recipient, event.account_id, with_for_update=True, populate_existing=True)
    if event.revision > recipient.revision:
        for name, value in values.items():
            setattr(recipient, name, value)


def sign_out(session: Session, event: SignInEnded) -> None:
    """End one sign-in here too."""
    end_sign_in(session, SignIn(event.sign_in_id, event.began_at))

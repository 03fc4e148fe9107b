"""What an address no longer wants. Only news can be turned off, never what belongs to a running process."""

from sqlalchemy.orm import Session

from services.notifications.models.preference import Preference
from shared.database import insert_if_absent


def unsubscribe(session: Session, address: str, template: str) -> None:
    """Send no more news of this kind; doing it twice changes nothing."""
    insert_if_absent(session, Preference, address=address, template=template)


def subscribe_again(session: Session, address: str, template: str) -> None:
    """Take an unsubscription back."""
    preference = session.get(Preference, (address, template), with_for_update=True, populate_existing=True)
    if preference is not None:
        session.delete(preference)

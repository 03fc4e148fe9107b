"""Who may read which staff mail, and who was chosen for it."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.letters.catalogue import TO_STAFF
from services.notifications.models.chosen_reader import chosen_for
from services.notifications.models.recipient import Recipient, staff


def staff_accounts(session: Session) -> list[Recipient]:
    return list(staff(session))


def chosen_readers(session: Session) -> dict[str, list[UUID]]:
    """Return by kind of staff mail who of those still here was chosen; nobody: it goes to all."""
    here = {recipient.account_id for recipient in staff(session)}
    return {letter: sorted(chosen_for(session, letter) & here) for letter in sorted(TO_STAFF)}

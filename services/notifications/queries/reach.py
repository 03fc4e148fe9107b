"""Where the reader of a message is reached at this moment: the copies know what was corrected since it was written."""

from sqlalchemy.orm import Session

from services.notifications.domain.addressee import Addressee
from services.notifications.models.contact import Contact, remaining_id
from services.notifications.models.institution import Institution
from services.notifications.models.message import Message
from services.notifications.models.recipient import Recipient


def reached(session: Session, message: Message) -> Addressee:
    """Return name, address and language, as they were written where no copy is known.

    The address is empty where there is none any more.
    """
    if message.account_id:
        found = _account(session, message)
    elif message.ikm_id:
        found = _ikm(session, message)
    else:
        found = _mailbox(session, message)
    return found or Addressee(message.recipient_name, message.address, message.language)


def _account(session: Session, message: Message) -> Addressee | None:
    account = session.get(Recipient, message.account_id)
    return Addressee(account.name, account.email, account.language) if account else None


def _ikm(session: Session, message: Message) -> Addressee | None:
    contact = session.get(Contact, remaining_id(session, message.ikm_id)) if message.ikm_id else None
    if contact is None or not contact.revision:
        return None
    return Addressee(contact.name or contact.ikm_name or message.recipient_name, contact.email or "", contact.language)


def _mailbox(session: Session, message: Message) -> Addressee | None:
    institution = session.get(Institution, message.institution_id) if message.institution_id else None
    return Addressee(institution.name, institution.email or "", message.language) if institution else None

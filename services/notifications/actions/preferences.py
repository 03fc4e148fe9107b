"""What an address no longer wants. Only news can be turned off, never what belongs to a running process."""

from sqlalchemy.orm import Session

from services.notifications.letters.catalogue import NEWS
from services.notifications.models.message import Message
from services.notifications.models.preference import Preference
from shared.address import normal
from shared.crypto import WrongSignature, sign, unsign
from shared.database import insert_if_absent
from shared.errors import WrongLink
from shared.language import msg
from shared.settings import Settings

PURPOSE = "unsubscribe"
PATH = "/surel/berhenti/"


def unsubscribe_url(message: Message, settings: Settings) -> str | None:
    """Return the link that ends mails of this kind to this address, where they are news."""
    if message.template not in NEWS:
        return None
    return settings.public_url + PATH + sign(settings.secret_keys, PURPOSE, [normal(message.address), message.template])


def read_link(token: str, settings: Settings) -> tuple[str, str]:
    """Return the address and the template a link names; raises WrongLink for any other text."""
    try:
        address, template = unsign(settings.secret_keys, PURPOSE, token)
    except WrongSignature as error:
        raise WrongLink(msg("This link is not complete. Open it from the mail again.")) from error
    return address, template


def unsubscribe(session: Session, address: str, template: str) -> None:
    """Send no more news of this kind; doing it twice changes nothing."""
    insert_if_absent(session, Preference, address=address, template=template)


def subscribe_again(session: Session, address: str, template: str) -> None:
    """Take an unsubscription back."""
    preference = session.get(Preference, (address, template), with_for_update=True, populate_existing=True)
    if preference is not None:
        session.delete(preference)

"""The signed link in a mail that ends mails of its kind to its address."""

from services.notifications.letters.catalogue import NEWS
from services.notifications.models.message import Message
from shared.address import normal
from shared.crypto import WrongSignature, sign, unsign
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

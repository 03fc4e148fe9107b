"""A message becomes the letter it names, as it is to be read at this moment."""

from email.utils import parseaddr

from services.notifications.actions.preferences import unsubscribe_url
from services.notifications.domain.addressee import Addressee
from services.notifications.letters.rendering import Written, write
from services.notifications.models.message import Message
from shared.log import get_logger
from shared.settings import Settings

MASKED_PATH = "/undangan/…"

log = get_logger(__name__)


def reference(message: Message, settings: Settings) -> str:
    """Return what is the same however often a message goes, so that its reader sees one mail."""
    sender_domain = parseaddr(settings.mail_from)[1].partition("@")[2]
    return message.message_id or f"<{message.id.hex}@{sender_domain}>"


def render(message: Message, settings: Settings, *, masked: bool = False) -> Written:
    """Write a mail. ``masked`` leaves out the signed links with which only its addressee may act."""
    to = Addressee(message.recipient_name, message.address, message.language, message.account_id, message.ikm_id)
    return write(
        message.template,
        {**message.context, "answer_path": MASKED_PATH} if masked else message.context,
        to,
        office=settings.office,
        site=settings.public_url,
        unsubscribe_url=None if masked else unsubscribe_url(message, settings),
    )


def as_read(message: Message, settings: Settings) -> Written | None:
    """Return a mail as the office reads it, masked; None where it cannot be written: its page is shown all the same."""
    try:
        return render(message, settings, masked=True)
    except Exception:
        log.exception("mail_unreadable", email_id=str(message.id), template=message.template)
        return None

"""A message becomes the letter it names, as it is to be read at this moment."""

from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any

from services.notifications.channels.unsubscribe_link import unsubscribe_url
from services.notifications.domain.addressee import Addressee
from services.notifications.letters.rendering import Written, write
from services.notifications.models.message import Message
from shared.account_links import PATH, secret_known_by
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
        _context(message, settings, masked=masked),
        to,
        office=settings.office,
        site=settings.public_url,
        unsubscribe_url=None if masked else unsubscribe_url(message, settings),
    )


def _context(message: Message, settings: Settings, *, masked: bool) -> Mapping[str, Any]:
    """Return what the mail's row keeps, with the link that works once: its secret is worked out, and kept nowhere."""
    context: dict[str, Any] = message.context
    if masked:
        return {**context, "answer_path": MASKED_PATH}
    if "link_id" not in context:
        return context
    secret = secret_known_by(settings.secret_keys, context["link_id"], context["digest"])
    return {**context, "answer_path": f"{PATH}{secret}"}


def as_read(message: Message, settings: Settings) -> Written | None:
    """Return a mail as the office reads it, masked; None where it cannot be written: its page is shown all the same."""
    try:
        return render(message, settings, masked=True)
    except Exception:
        log.exception("mail_unreadable", email_id=str(message.id), template=message.template)
        return None

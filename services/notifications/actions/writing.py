"""A message becomes a letter, as it is to be read at this moment."""

from email.utils import parseaddr

from services.notifications.actions.calendar import calendar_file
from services.notifications.actions.preferences import unsubscribe_url
from services.notifications.actions.rendering import render
from services.notifications.domain.letter import Letter
from services.notifications.models.message import Message
from shared.settings import Settings


def write(message: Message, settings: Settings) -> Letter:
    """Write the letter of a message to where it goes now."""
    rendered = render(message, settings)
    sender_domain = parseaddr(settings.mail_from)[1].partition("@")[2]
    return Letter(
        name=message.recipient_name,
        address=message.address,
        language=message.language,
        reference=message.message_id or f"<{message.id.hex}@{sender_domain}>",
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        calendar=calendar_file(message, settings.office),
        unsubscribe_url=unsubscribe_url(message, settings),
    )

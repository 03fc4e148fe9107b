"""A mail's row becomes the letter it names."""

from services.notifications.actions.preferences import unsubscribe_url
from services.notifications.domain.addressee import Addressee
from services.notifications.letters.rendering import Written, write
from services.notifications.models.email import Email
from shared.settings import Settings

MASKED_PATH = "/undangan/…"


def render(email: Email, settings: Settings, *, masked: bool = False) -> Written:
    """Write a mail. ``masked`` leaves out the signed links with which only its addressee may act."""
    to = Addressee(email.recipient_name, email.address, email.language, email.account_id, email.ikm_id)
    return write(
        email.template,
        {**email.context, "answer_path": MASKED_PATH} if masked else email.context,
        to,
        office=settings.office,
        site=settings.public_url,
        unsubscribe_url=None if masked else unsubscribe_url(email, settings),
    )

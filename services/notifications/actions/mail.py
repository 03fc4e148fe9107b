"""A row becomes a message: headers, text and HTML, and a calendar file where meetings are fixed."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from services.notifications.actions.headers import ON_THE_WIRE
from services.notifications.actions.preferences import unsubscribe_url
from services.notifications.actions.rendering import render
from services.notifications.letters.calendar import CalendarFile
from services.notifications.models.email import Email
from shared.address import header_text, is_deliverable
from shared.clock import WITA, now
from shared.settings import Settings


def compose(email: Email, settings: Settings) -> EmailMessage:
    """Write the message of a mail; raises ValueError where an address cannot stand in a header."""
    rendered = render(email, settings)
    sender = _address(*parseaddr(settings.mail_from))
    message = EmailMessage(policy=ON_THE_WIRE)
    message["From"] = sender
    message["To"] = _address(email.recipient_name, email.address)
    message["Reply-To"] = _address(settings.office.name, settings.office.email)
    message["Subject"] = rendered.subject
    message["Date"] = format_datetime(now().astimezone(WITA))
    message["Message-ID"] = email.message_id or f"<{email.id.hex}@{sender.domain}>"
    # Asks out-of-office robots not to answer (RFC 3834, 5).
    message["Auto-Submitted"] = "auto-generated"
    unsubscribe = unsubscribe_url(email, settings)
    if unsubscribe:
        message["List-Unsubscribe"] = f"<{unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(rendered.text, cte="quoted-printable")
    message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    if rendered.calendar:
        _attach(message, rendered.calendar)
    message["Content-Language"] = email.language
    return message


def _attach(message: EmailMessage, calendar: CalendarFile) -> None:
    message.add_attachment(calendar.content, maintype="text", subtype="calendar", filename="jadwal.ics",
                           params={"method": calendar.method, "charset": "utf-8"})  # fmt: skip


def _address(name: str, spec: str) -> Address:
    if not is_deliverable(spec):
        raise ValueError("not an email address")
    return Address(display_name=header_text(name), addr_spec=spec)

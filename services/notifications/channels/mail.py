"""By mail: a letter becomes a mail with headers, text and HTML, and a calendar file where meetings are fixed."""

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from types import TracebackType

from services.notifications.channels.envelope import Envelope, wire_form
from services.notifications.channels.headers import ON_THE_WIRE
from services.notifications.channels.relay import Relay
from services.notifications.domain import verdict
from services.notifications.domain.verdict import Verdict
from services.notifications.letters.calendar import CalendarFile
from services.notifications.letters.rendering import Written
from shared.address import header_text, is_deliverable
from shared.clock import WITA, now
from shared.settings import Settings

BETWEEN_WORDINGS, BETWEEN_FILES = "=_wordings", "=_files"
"""No body of ours holds "=_": quoted-printable never does (RFC 2045, 6.7), nor does base64."""


class Mail:
    """The way by the mail server, for as many letters as there are."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.relay = Relay(settings.smtp_url)

    def __enter__(self) -> "Mail":
        self.relay.__enter__()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.relay.__exit__(kind, error, trace)

    def make_ready(self) -> None:
        """Raise RelayUnavailable where no letter can go at the moment."""
        self.relay.connect()

    def hand_over(self, letter: Written, reference: str) -> Verdict:
        """Offer a letter to the mail server and say how that ended; with one ``reference`` its reader sees one mail."""
        try:
            mail = compose(letter, reference, self.settings)
            sender, recipient = (mail[header].addresses[0].addr_spec for header in ("From", "To"))
            envelope = Envelope(sender, recipient, wire_form(mail))
        except (ValueError, LookupError, TypeError, MessageError) as error:
            return Verdict(verdict.UNWRITABLE, repr(error)[:500])
        return self.relay.hand_over(envelope)


def compose(letter: Written, reference: str, settings: Settings) -> EmailMessage:
    """Write the mail of a letter; raises ValueError where an address cannot stand in a header."""
    mail = EmailMessage(policy=ON_THE_WIRE)
    mail["From"] = _address(*parseaddr(settings.mail_from))
    mail["To"] = _address(letter.to.name, letter.to.address)
    mail["Reply-To"] = _address(settings.office.name, settings.office.email)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(now().astimezone(WITA))
    mail["Message-ID"] = reference
    # Asks out-of-office robots not to answer (RFC 3834, 5).
    mail["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe_url:
        mail["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(letter.text, cte="quoted-printable")
    mail.make_alternative(boundary=BETWEEN_WORDINGS)
    mail.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    if letter.calendar:
        _attach(mail, letter.calendar)
    mail["Content-Language"] = letter.to.language
    return mail


def _attach(mail: EmailMessage, calendar: CalendarFile) -> None:
    mail.make_mixed(boundary=BETWEEN_FILES)
    mail.add_attachment(calendar.content, maintype="text", subtype="calendar", filename="jadwal.ics",
                        params={"method": calendar.method, "charset": "utf-8"})  # fmt: skip


def _address(name: str, spec: str) -> Address:
    if not is_deliverable(spec):
        raise ValueError("not an email address")
    return Address(display_name=header_text(name), addr_spec=spec)

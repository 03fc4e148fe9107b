"""A mail as it goes over the line."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

LINE_STARTING_WITH_DOT = re.compile(rb"(?m)^\.")
CLOSING = 421


@dataclass(frozen=True)
class Envelope:
    """From which address a mail goes to which, and the mail as it goes over the line; see :func:`wire_form`."""

    sender: str
    recipient: str
    body: bytes


def wire_form(message: EmailMessage) -> bytes:
    """Return the mail as it goes over the line, with its end mark."""
    body = LINE_STARTING_WITH_DOT.sub(b"..", message.as_bytes(policy=SMTP))
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"

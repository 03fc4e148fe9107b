"""What one reader is told, ready for any channel."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """``reference`` is the same however often the letter goes, so that its reader sees one.

    ``calendar`` are meetings as a file, with what is to be done with them (RFC 5546, 1.4). ``unsubscribe_url``: where
    its reader turns such letters off, None where they cannot be.
    """

    name: str
    address: str
    language: str
    reference: str
    subject: str
    text: str
    html: str
    calendar: tuple[bytes, str] | None = None
    unsubscribe_url: str | None = None

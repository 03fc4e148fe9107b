"""Addresses and names on their way into a mail header."""

import re

LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
NAME_LENGTH = 200


def normal(address: str) -> str:
    """Return the one spelling under which an address is kept, compared and blocked."""
    return address.strip().casefold()


def is_deliverable(address: str) -> bool:
    """Tell whether an address can stand in a header and on the wire: plain ASCII, no quoting (RFC 5321, 4.1.2)."""
    local, _, domain = address.rpartition("@")
    labels = domain.split(".")
    return (
        0 < len(local) <= 64
        and len(domain) <= 253
        and len(labels) > 1
        and LOCAL.fullmatch(local) is not None
        and all(LABEL.fullmatch(label) for label in labels)
    )


def header_text(text: str, length: int = NAME_LENGTH) -> str:
    """Return text fit for a header: line breaks, control and direction characters become a space."""
    return " ".join(UNPRINTABLE.sub(" ", text).split())[:length]


def shortened(text: str, length: int) -> str:
    """Return the text as it is, or its beginning with a sign that there was more."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"

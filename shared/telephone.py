"""Phone numbers as people read and use them."""

from urllib.parse import quote

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from shared.words import DASH


def phone(value: str | None) -> str:
    """Write a phone number as people here read it: "0812-3456-7890"; what is no number stays as it is."""
    parsed = _parsed(value)
    return (value or DASH) if parsed is None else phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)


def wa_link(value: str | None, text: str = "") -> str | None:
    """Return the WhatsApp link that opens a chat with this number, with ``text`` ready to send."""
    parsed = _parsed(value)
    if parsed is None:
        return None
    digits = phonenumbers.format_number(parsed, PhoneNumberFormat.E164).lstrip("+")
    return f"https://wa.me/{digits}" + (f"?text={quote(text)}" if text else "")


def tel_link(value: str) -> str:
    """Return the link by which a phone calls this number, from anywhere; what is no number is called as it is."""
    parsed = _parsed(value)
    return f"tel:{value}" if parsed is None else f"tel:{phonenumbers.format_number(parsed, PhoneNumberFormat.E164)}"


def is_number(value: str) -> bool:
    """Tell whether somebody may be called by this."""
    return _parsed(value) is not None


def _parsed(value: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        parsed = phonenumbers.parse(value or "", "ID")
    except NumberParseException:
        return None
    return parsed if phonenumbers.is_possible_number(parsed) else None

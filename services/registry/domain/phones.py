"""Telephone numbers in every notation an office uses, as E.164."""

import re
from dataclasses import dataclass

import phonenumbers

from services.registry.domain.cells import Cell, known, text
from services.registry.domain.silence import is_placeholder, is_zero

_MOBILE = re.compile(r"^\+628[1-9]\d{7,10}$")
_BETWEEN = re.compile(r"[/;,|]|\s(?:atau|dan|&|or)\s|\s{3,}")


@dataclass(frozen=True)
class Phones:
    """The number to write to, another one, and what could not be read."""

    first: str | None = None
    other: str | None = None
    unread: tuple[str, ...] = ()


def phones(cell: Cell) -> Phones:
    """Read a cell that may hold two numbers: the first mobile number is the one that gets messages."""
    words = known(cell)
    if words is None or is_zero(words):
        return Phones()
    parts = [part.strip() for part in _BETWEEN.split(words) if part.strip()]
    read = {part: e164(part) for part in parts}
    numbers = list(dict.fromkeys(number for number in read.values() if number))
    numbers.sort(key=lambda number: not is_mobile(number))
    unread = tuple(part for part, number in read.items() if number is None)
    first, other = (*numbers, None, None)[:2]
    return Phones(first, other, unread)


def e164(cell: Cell) -> str | None:
    """Return ``+62…`` for one number, or None, also for one made up (0812 0000 0000).

    A number cell has lost its leading zero: 812… is 0812….
    """
    digits = re.sub(r"\D", "", text(cell))
    if digits.startswith("6262"):
        digits = digits[2:]
    national = digits.removeprefix("62") if digits.startswith("62") else digits
    national = national.lstrip("0")
    mobile = f"+62{national}"
    if is_placeholder(national):
        return None
    if _MOBILE.match(mobile):
        return mobile
    if national.startswith("8") or not digits.startswith(("0", "62")):
        return None
    return _landline(mobile)


def is_mobile(number: str) -> bool:
    """Tell whether a number in E.164 is a mobile one, which WhatsApp may reach."""
    return bool(_MOBILE.match(number))


def national(number: str) -> str:
    """Return an E.164 number as people here write it: 0812-3456-7890."""
    try:
        parsed = phonenumbers.parse(number, "ID")
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def _landline(number: str) -> str | None:
    try:
        parsed = phonenumbers.parse(number, "ID")
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(parsed) else None

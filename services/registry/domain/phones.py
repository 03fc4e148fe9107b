"""Telephone numbers in every notation an office uses, as E.164."""

import re
from dataclasses import dataclass

import phonenumbers

from services.registry.domain.cells import Cell, known, text
from services.registry.domain.silence import is_placeholder, is_zero

_MOBILE = re.compile(r"^\+628[1-9]\d{7,10}$")
_BETWEEN = re.compile(r"[/;,|&\n]|\b(?:atau|dan|or)\b|\s{3,}", re.IGNORECASE)
_GROUPS = re.compile(r"[+(]*\d+")
_BEGINS = re.compile(r"[+(]{0,2}(?:0|62$|62[08]|8[1-9]\d{7})")
_ENOUGH = 9
"""So many digits are a whole number, so that a zero behind them begins another."""
_OF_A_PROGRAM = re.compile(r"\d{8,}\.0+")
_ROUNDED = re.compile(r"\d[.,]\d+e\+?\d+", re.IGNORECASE)


@dataclass(frozen=True)
class Phones:
    """The number to write to, another one, what could not be read, and numbers for which there is no room."""

    first: str | None = None
    other: str | None = None
    unread: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


def phones(cell: Cell) -> Phones:
    """Read a cell that may hold several numbers: the first mobile number is the one that gets messages."""
    words = known(cell)
    if words is None or is_zero(words):
        return Phones()
    parts = [text(part) for part in _BETWEEN.split(cell if isinstance(cell, str) else words)]
    read = {number: e164(number) for part in parts if part for number in _apart(part)}
    if any(read.values()):
        # What holds no digit beside a number says whose it is.
        read = {part: number for part, number in read.items() if number or any(map(str.isdigit, part))}
    numbers = list(dict.fromkeys(number for number in read.values() if number))
    numbers.sort(key=lambda number: not is_mobile(number))
    unread = tuple(part for part, number in read.items() if number is None)
    first, other, *more = (*numbers, None, None)
    return Phones(first, other, unread, tuple(filter(None, more)))


def e164(cell: Cell) -> str | None:
    """Return ``+62…`` for one number, or None, also for one made up (0812 0000 0000).

    A number cell has lost its leading zero: 812… is 0812….
    """
    words = text(cell)
    if _ROUNDED.search(words):
        return None
    digits = re.sub(r"\D", "", words.partition(".")[0] if _OF_A_PROGRAM.fullmatch(words) else words)
    digits = digits.removeprefix("00") if digits.startswith("0062") else digits
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


def _apart(part: str) -> list[str]:
    """Return the numbers that stand one behind the other, with nothing but a space or a name between them."""
    if e164(part):
        return [part]
    starts: list[int] = []
    counted = 0
    for group in _GROUPS.finditer(part):
        if not starts or (counted >= _ENOUGH and _BEGINS.match(group[0])):
            starts.append(group.start())
            counted = 0
        counted += sum(map(str.isdigit, group[0]))
    if len(starts) < 2:
        return [part]
    pieces = [part[begin:end].strip() for begin, end in zip(starts, [*starts[1:], len(part)], strict=True)]
    return pieces if any(map(e164, pieces)) else [part]


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

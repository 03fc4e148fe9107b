"""Numbers the state gives to people, businesses and products: shape, content, and what a spreadsheet did to them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from stdnum import luhn

from services.registry.domain.cells import Cell, Unreadable, known, text
from services.registry.domain.silence import is_placeholder, is_zero, says_nothing
from shared import nik as nik_in_text
from shared.clock import today
from shared.language import msg

_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?e\+?\d{1,2}$", re.IGNORECASE)
_SHOWN_DIGITS = 6
"""How many digits of a long number a spreadsheet shows: 9.12001E+12 saved and opened again is 9120010000000."""
_SEPARATOR = r"[\s.'’-]"
_SIXTEEN_DIGITS = 10**15
_NO_NIB = {
    "proses",
    "dalam proses",
    "masih proses",
    "belum",
    "belum ada",
    "tidak ada",
    "tidak punya",
    "belum punya",
    "tidak",
}
_PIRT = re.compile(r"^(?:p-?irt\s*(?:no\.?)?\s*)?([1-8])(\d{2})(\d{4})(\d{2})(\d{4})(?:-(\d{2}))?$", re.IGNORECASE)
_MD = re.compile(r"^(?:bpom\s*(?:ri\s*)?)?(MD|ML)\s*(\d{12}|\d{15})$", re.IGNORECASE)
_HALAL = re.compile(r"^ID\s?(\d{16,18})$", re.IGNORECASE)
_MEREK = re.compile(r"^(IDM\d{9}|[DJ]ID\d{10})$", re.IGNORECASE)


class Placeholder(Unreadable):
    """A number that nobody has: it says nothing, not even that there is one."""


@dataclass(frozen=True)
class Nib:
    """``number``: all 13 digits stood there. ``candidate``: 12 did, in all likelihood behind a lost zero.
    ``state``: ``yes``, ``no`` ("proses", "belum ada": not yet), or ``unknown``."""

    state: str = "unknown"
    number: str | None = None
    candidate: str | None = None


@dataclass(frozen=True)
class Nik:
    number: str
    sex: str
    born_on: date


@dataclass(frozen=True)
class Permit:
    """A number on a product."""

    kind: str
    number: str
    expires_on: date | None = None


def nib(cell: Cell) -> Nib:
    """Read a NIB cell. Raises Unreadable where digits are missing: such a number must not be stored."""
    words = text(cell)
    if words.casefold() in _NO_NIB:
        return Nib("no")
    digits = re.sub(_SEPARATOR, "", words)
    if says_nothing(words) or is_zero(words):
        return Nib()
    if is_placeholder(digits):
        raise Placeholder(msg("The NIB “{text}” was only typed to fill the field; it was not kept.", text=words[:40]))
    if _SCIENTIFIC.match(words) or (re.fullmatch(r"\d{12,13}", digits) and len(digits.strip("0")) <= _SHOWN_DIGITS):
        raise Unreadable(msg("The NIB “{text}” lost its digits in a spreadsheet; it was not kept.", text=words))
    if not digits:
        return Nib()
    if digits.isdigit() and len(digits) == 13:
        return Nib("yes", number=digits)
    if digits.isdigit() and len(digits) == 12:
        return Nib("yes", candidate=f"0{digits}")
    raise Unreadable(msg("The NIB “{text}” does not have 13 digits; it was not kept.", text=words[:40]))


def nik(cell: Cell) -> Nik | None:
    """Read a NIK, or None where the cell is empty. Raises Unreadable, without repeating it, for an impossible one."""
    digits = re.sub(_SEPARATOR, "", known(cell) or "")
    if not digits or is_zero(digits):
        return None
    if is_placeholder(digits):
        raise Unreadable(msg("The NIK was only typed to fill the field; it was not kept."))
    if not re.fullmatch(r"\d{16}", digits):
        raise Unreadable(msg("The NIK does not have 16 digits; it was not kept."))
    if not isinstance(cell, str) and digits.endswith("0"):
        # A spreadsheet keeps 15 digits of a number and writes a zero for the rest.
        raise Unreadable(msg("The NIK lost its last digit in a spreadsheet; it was not kept."))
    if not nik_in_text.is_region(digits) or digits.endswith("0000"):
        raise Unreadable(msg("The NIK has a province or serial number that does not exist; it was not kept."))
    day, month = int(digits[6:8]), int(digits[8:10])
    sex = "P" if day > 40 else "L"
    born_on = _birthday(int(digits[10:12]), month, day - 40 if day > 40 else day)
    if born_on is None:
        raise Unreadable(msg("The NIK holds a birthday that does not exist; it was not kept."))
    return Nik(digits, sex, born_on)


def without_nik(cell: Cell) -> Cell:
    """Return the cell with every possible NIK in it masked; a cell without one as it is."""
    if isinstance(cell, str):
        return nik_in_text.without_nik(cell)
    if isinstance(cell, (int, float)) and abs(cell) >= _SIXTEEN_DIGITS:
        return without_nik(text(cell))
    return cell


def npwp(cell: Cell) -> str | None:
    """Return an NPWP as digits: 15 old, 16 new (0 and the old ones, or a NIK). Raises Unreadable otherwise."""
    digits = re.sub(r"[\s.-]", "", known(cell) or "")
    if not digits or is_zero(digits):
        return None
    if re.fullmatch(r"\d{15}", digits) and luhn.is_valid(digits[:9]):
        return digits
    if re.fullmatch(r"0\d{15}", digits) and luhn.is_valid(digits[1:10]):
        return digits
    if re.fullmatch(r"[1-9]\d{15}", digits) and nik(digits):
        return digits
    raise Unreadable(
        msg(
            "The NPWP “{text}” is not a possible number; it was not kept.",
            text=nik_in_text.without_likely_nik(text(cell))[:40],
        )
    )


def kbli(cell: Cell) -> str | None:
    """Return a KBLI of 5 digits, a leading zero lost by a spreadsheet put back. Raises Unreadable."""
    digits = re.sub(r"[\s.]", "", known(cell) or "")
    if not digits or is_zero(digits):
        return None
    if re.fullmatch(r"\d{5}", digits):
        return digits
    if re.fullmatch(r"\d{4}", digits) and not isinstance(cell, str):
        return f"0{digits}"
    raise Unreadable(msg("The KBLI “{text}” does not have 5 digits; it was not kept.", text=digits[:20]))


def pirt(words: str) -> Permit | None:
    """Read a P-IRT number: 13 digits, then the year it ends (older ones have none)."""
    found = _PIRT.match(words.strip())
    if not found:
        return None
    number = "".join(found.groups()[:5])
    if found[6] is None:
        return Permit("PIRT", number)
    return Permit("PIRT", f"{number}-{found[6]}", date(2000 + int(found[6]), 12, 31))


def md(words: str) -> Permit | None:
    """Read a BPOM number of processed food made here (MD)."""
    found = _MD.match(words.strip())
    return Permit("MD", f"{found[1].upper()} {found[2]}") if found else None


def halal(words: str) -> Permit | None:
    """Read a halal certificate number. 17 digits are usual, 16 and 18 are seen (valid while nothing changes)."""
    found = _HALAL.match(words.strip())
    return Permit("HALAL", f"ID{found[1]}") if found else None


def merek(words: str) -> Permit | None:
    """Read a trademark's number."""
    found = _MEREK.match(words.strip())
    return Permit("MEREK", found[1].upper()) if found else None


PERMITS: tuple[Callable[[str], Permit | None], ...] = (pirt, md, halal, merek)


def _birthday(year: int, month: int, day: int) -> date | None:
    """The century is not in the number: an owner is at least 17, so the younger reading must be old enough."""
    for century in (2000, 1900):
        try:
            born_on = date(century + year, month, day)
        except ValueError:
            continue
        if (today() - born_on).days >= 17 * 365.25:
            return born_on
    return None

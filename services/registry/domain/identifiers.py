"""Numbers the state gives to people, businesses and products: shape, content, and what a spreadsheet did to them."""

import re
from dataclasses import dataclass
from datetime import date

from stdnum import luhn

from services.registry.domain.cells import Cell, Unreadable, known, text
from services.registry.domain.claim_words import YES
from services.registry.domain.claims import answer
from services.registry.domain.silence import is_placeholder, is_zero, says_nothing
from shared import nik as nik_in_text
from shared.clock import today
from shared.language import msg

_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?e\+?\d{1,2}$", re.IGNORECASE)
_SHOWN_DIGITS = 6
"""How many digits of a long number a spreadsheet shows: 9.12001E+12 saved and opened again is 9120010000000."""
_SEPARATOR = r"[\s.'’-]"
_NIB_WITHIN = re.compile(r"(?<![\d*])\d(?:[ .'’-]?\d){12}(?![ .'’-]?\d)")
_NIB_WORDS = re.compile(r"\b(?:nib|no|nomor|induk|berusaha|nomer)\b[\s.:=]*", re.IGNORECASE)
_ZEROS_BEHIND = re.compile(r"(?<=\d{12})\.0+$")
_IN_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){4}")
_TICK = "1"
"""What a form's export writes into the column of a box that was ticked."""
_SIXTEEN_DIGITS = 10**15


class Placeholder(Unreadable):
    """A number that nobody has: it says nothing, not even that there is one."""


class NoNumber(Unreadable):
    """Words that are no number and do not answer whether there is one."""


@dataclass(frozen=True)
class Nib:
    """``number``: all 13 digits stood there. ``candidate``: 12 did, in all likelihood behind a lost zero.
    ``state``: ``yes``, ``no`` ("proses", "belum ada": not yet), or ``unknown``.
    ``others``: further ones in the cell.
    """

    state: str = "unknown"
    number: str | None = None
    candidate: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nik:
    number: str
    sex: str
    born_on: date


def nib(cell: Cell) -> Nib:
    """Read a NIB cell. Raises Unreadable where digits are missing: such a number must not be stored."""
    words = text(_in_one_line(cell))
    if (said := answer(words)) and not re.search(r"\d{5}", words):
        return Nib("yes" if said == YES else "no")
    if words == _TICK:
        return Nib("yes")
    bare = _NIB_WORDS.sub("", _ZEROS_BEHIND.sub("", words)).strip(" .,;:-'’\"")
    digits = re.sub(_SEPARATOR, "", bare.replace(",", "") if _IN_THOUSANDS.fullmatch(bare) else bare)
    if says_nothing(words) or is_zero(words) or not digits:
        return Nib()
    if is_placeholder(digits):
        raise Placeholder(msg("The NIB “{text}” was only typed to fill the field; it was not kept.", text=words[:40]))
    if _SCIENTIFIC.match(bare) or (re.fullmatch(r"\d{12,13}", digits) and len(digits.strip("0")) <= _SHOWN_DIGITS):
        raise Unreadable(msg("The NIB “{text}” lost its digits in a spreadsheet; it was not kept.", text=words))
    if re.fullmatch(r"\d{13}", digits):
        return Nib("yes", number=digits)
    if re.fullmatch(r"\d{12}", digits):
        return Nib("yes", candidate=f"0{digits}")
    if found := _numbers_of_nib(words):
        return Nib("yes", found[0], others=tuple(found[1:]))
    if not re.search(r"\d", digits):
        raise NoNumber(msg("“{text}” does not say whether there is a NIB.", text=words[:40]))
    raise Unreadable(msg("The NIB “{text}” does not have 13 digits; it was not kept.", text=words[:40]))


def _in_one_line(cell: Cell) -> Cell:
    """Lines of one cell are as many things."""
    return re.sub(r"\s*\n\s*", "; ", cell.strip()) if isinstance(cell, str) and "\n" in cell else cell


def _numbers_of_nib(words: str) -> list[str]:
    found = (re.sub(r"\D", "", number) for number in _NIB_WITHIN.findall(words))
    return [number for number in dict.fromkeys(found) if not is_placeholder(number)]


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

"""Amounts of money, counts and years as offices type them: ``Rp 25.000.000,-``, ``12 jt``, ``1,5 M``."""

import re
from decimal import Decimal
from math import isfinite

from services.registry.domain.cells import Cell, Unreadable, known, text
from shared.clock import today
from shared.language import msg

_AMOUNT = re.compile(r"^(?:rp\.?|idr)?\s*(\d[\d.,]*)\s*([a-z]{0,8})\.?(?:,?-)?$")
_UNITS = {
    "": 1,
    "rupiah": 1,
    "rb": 10**3,
    "ribu": 10**3,
    "jt": 10**6,
    "jta": 10**6,
    "juta": 10**6,
    "m": 10**9,
    "mil": 10**9,
    "miliar": 10**9,
    "milyar": 10**9,
    "t": 10**12,
    "triliun": 10**12,
    "trilyun": 10**12,
}
MOST_RUPIAH = 10**15
MOST_PEOPLE = 100_000
_EARLIEST_YEAR = 1950
SAID_BEFORE = msg("“{text}” is not the year of a licence; it was not kept.")
"""Rows that were read before say this in their remarks."""


def rupiah(cell: Cell, most: int = MOST_RUPIAH) -> int | None:
    """Return whole rupiah up to ``most``, or None where nothing is known. Raises Unreadable for anything else."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not isfinite(cell):
            raise _unreadable(str(cell))
        return _sane(Decimal(str(cell)), text(cell), most)
    words = known(cell)
    if words is None:
        return None
    found = _AMOUNT.match(re.sub(r"\s+", " ", words.casefold()).replace(" ", ""))
    if not found or found[2] not in _UNITS:
        raise _unreadable(words)
    factor = _UNITS[found[2]]
    number = _number(found[1].rstrip(".,"), words, has_unit=factor > 1)
    return _sane(number * factor, words, most)


def count(cell: Cell, most: int = MOST_RUPIAH) -> int | None:
    """Return a whole number of people or pieces, or None. Words behind it ("3 orang") do not matter."""
    if isinstance(cell, str) and (
        found := re.match(r"^\s*([\d.,]+)\s*(?:orang|org|unit|buah)\.?\s*$", cell.casefold())
    ):
        return rupiah(found[1], most)
    return rupiah(cell, most)


def people(cell: Cell) -> int | None:
    """Return how many people work somewhere, or None. Raises Unreadable."""
    return count(cell, MOST_PEOPLE)


def past_year(cell: Cell) -> int | None:
    """Return a year that has begun, or None where nothing is known. Raises Unreadable for anything else."""
    words = known(cell)
    if words is None:
        return None
    if not re.fullmatch(r"\d{4}", words) or not is_past_year(int(words)):
        raise Unreadable(msg("“{text}” is no year that has begun; it was not kept.", text=words[:60]))
    return int(words)


def is_past_year(year: int) -> bool:
    """Say whether something an office writes down may have happened in this year."""
    return _EARLIEST_YEAR <= year <= today().year


def is_rounded(rough: int, exact: int) -> bool:
    """Say whether one amount is the other with its last digits cut or rounded off: ``228 jt`` of 228.185.661."""
    for unit in (10**9, 10**6, 10**3):
        if rough % unit == 0:
            return abs(rough - exact) < unit
    return rough == exact


def _number(digits: str, words: str, *, has_unit: bool) -> Decimal:
    if re.fullmatch(r"\d{1,3}([.,]\d{3})*", digits) and _same_sign(digits):
        return Decimal(re.sub(r"[.,]", "", digits))
    if re.fullmatch(r"\d{1,3}(\.\d{3})*,\d{1,2}", digits) or re.fullmatch(r"\d{1,3}(,\d{3})*\.\d{1,2}", digits):
        whole, _, part = digits.replace(",", ".").rpartition(".")
        if not has_unit and part.strip("0") and "." not in whole:
            raise _unreadable(words)
        return Decimal(f"{whole.replace('.', '')}.{part}")
    if digits.isdigit():
        return Decimal(digits)
    raise _unreadable(words)


def _same_sign(digits: str) -> bool:
    return len(set(digits) & {".", ","}) <= 1


def _sane(number: Decimal, words: str, most: int) -> int:
    if number < 0:
        raise _unreadable(words)
    if number > most:
        raise Unreadable(msg("“{text}” is larger than any such figure; it was not kept.", text=words[:60]))
    return int(number)


def _unreadable(words: str) -> Unreadable:
    return Unreadable(msg("“{text}” is not an amount that can be read.", text=words[:60]))

"""Days and periods as participant lists write them: ``26 s/d 27 02/2022``, ``13-05-2022``, a date cell."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from services.registry.domain.cells import Cell, Unreadable, known
from shared.language import msg

_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_ENGLISH = {"may": 5, "aug": 8, "ags": 8, "oct": 10, "dec": 12}
_TO = r"(?:\s*(?:s\s*/\s*d|s\.d\.?|sd|sampai(?:\s+dengan)?|-|–|—)\s*)"
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t].*)?$")
_DAY = re.compile(r"^(\d{1,2})\s*[-/. ]\s*(\d{1,2}|[a-z]{3,9})\s*[-/. ]\s*(\d{4}|\d{2})(?:[ ,].*)?$")
_SPAN = re.compile(rf"^(\d{{1,2}}){_TO}(\d{{1,2}})\s*[-/. ]\s*(\d{{1,2}}|[a-z]{{3,9}})\s*[-/. ]\s*(\d{{4}})$")
_TWO_DAYS = re.compile(r"^(.+\d{4})\s*(?:s\s*/\s*d|s\.d\.?|sd|sampai(?:\s+dengan)?)\s*(.+\d{4})$")


@dataclass(frozen=True)
class Period:
    first: date
    last: date


def period(cell: Cell) -> Period | None:
    """Return the first and last day, or None where nothing is known. Raises Unreadable for anything else."""
    if isinstance(cell, datetime):
        return Period(cell.date(), cell.date())
    if isinstance(cell, date):
        return Period(cell, cell)
    words = known(cell)
    if words is None:
        return None
    plain = words.casefold()
    try:
        return _span(plain) or _two_days(plain) or _one_day(plain)
    except ValueError as problem:
        raise Unreadable(msg("“{text}” is not a date that can be read.", text=words[:60])) from problem


def _one_day(words: str) -> Period:
    if found := _ISO.match(words):
        day = date(int(found[1]), int(found[2]), int(found[3]))
    elif found := _DAY.match(words):
        day = date(_year(found[3]), _month(found[2]), int(found[1]))
    else:
        raise ValueError(words)
    return Period(day, day)


def _span(words: str) -> Period | None:
    found = _SPAN.match(words)
    if not found:
        return None
    year, month = int(found[4]), _month(found[3])
    first, last = date(year, month, int(found[1])), date(year, month, int(found[2]))
    if last < first:
        raise ValueError(words)
    return Period(first, last)


def _two_days(words: str) -> Period | None:
    found = _TWO_DAYS.match(words)
    if not found:
        return None
    first, last = _one_day(found[1].strip()).first, _one_day(found[2].strip()).first
    if last < first:
        raise ValueError(words)
    return Period(first, last)


def _month(words: str) -> int:
    if words.isdigit():
        return int(words)
    short = words[:3]
    return _ENGLISH[short] if short in _ENGLISH else _MONTHS.index(short) + 1


def _year(words: str) -> int:
    return int(words) if len(words) == 4 else 2000 + int(words)

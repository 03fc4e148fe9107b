"""Days and periods as lists write them: ``26 s/d 27 02/2022``, ``10/2/2026 14:03:22``, ``2 Oktober 2026``, a date cell.

Whether a day or a month stands first is not in a cell: its whole column tells (``date_order``), or a person.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.registry.domain.cells import Cell, Unreadable, known, text
from shared.clock import today
from shared.language import msg

DAY, MONTH = "day", "month"
"""What stands first where a day is written in numbers."""
_MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "agu": 8, "agt": 8,
    "ags": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip
_WEEKDAYS = ("sen|mon", "sel|tue", "rab|wed", "kam|thu", "jum|fri", "sab|sat", "min|ahad|sun")
_WEEKDAY = re.compile(rf"^(?:{'|'.join(f'({names})' for names in _WEEKDAYS)})[a-z'’]*\s*[,./]?\s+(?=\w)")
_TO = r"(?:\s*(?:s\s*/\s*d|s\.d\.?|sd|sampai(?:\s+dengan)?|-|–|—)\s*)"
_BEHIND = r"(?:[ ,t].*)?$"
_ISO = re.compile(rf"^(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_BEHIND}")
_DAY = re.compile(rf"^(\d{{1,2}})\s*[-/. ]\s*(\d{{1,2}}|[a-z]{{3,9}})\s*[-/. ]\s*(\d{{4}}|\d{{2}}){_BEHIND}")
_ENGLISH = re.compile(
    rf"^([a-z]{{3,9}})\.?\s*[-/ ]?\s*(\d{{1,2}})(?:st|nd|rd|th)?\s*[-/, ]\s*(\d{{4}}|\d{{2}}){_BEHIND}"
)
_SPAN = re.compile(rf"^(\d{{1,2}}){_TO}(\d{{1,2}})\s*[-/. ]\s*(\d{{1,2}}|[a-z]{{3,9}})\s*[-/. ]\s*(\d{{4}})$")
_TWO_DAYS = re.compile(r"^(.+\d{4})\s*(?:s\s*/\s*d|s\.d\.?|sd|sampai(?:\s+dengan)?)\s*(.+\d{4})$")
_NUMBERS = re.compile(r"^[^\d]{0,12}\d{1,2}\s?[-/. ]\s?\d{1,2}\s?[-/. ]\s?\d{2}")
_SERIAL = re.compile(r"^\d{5}(?:[.,]\d+)?$")
_FIRST_SERIAL_DAY = date(1899, 12, 30)
_EARLIEST_YEAR, _YEARS_AHEAD = 1950, 20


@dataclass(frozen=True)
class Period:
    first: date
    last: date


class Doubtful(Unreadable):
    """A cell that may be one of two days, in a column where nothing shows which."""


def period(cell: Cell, order: str | None = None) -> Period | None:
    """Return the first and last day, or None where nothing is known. Raises Unreadable for anything else.

    ``order``: DAY or MONTH, as the column was found to be written. Raises Doubtful where it is needed and not known.
    """
    return None if known(cell) is None else chosen(readings(cell), order, cell)


def chosen(found: Mapping[str, Period], order: str | None, cell: Cell) -> Period:
    """Return the reading of a cell in this order, or the only one it has. Raises Unreadable, or Doubtful."""
    words = text(cell)[:60]
    if not found:
        raise Unreadable(msg("“{text}” is not a date that can be read.", text=words))
    if order in found:
        return found[order or ""]
    one, *others = dict.fromkeys(found.values())
    if others:
        raise Doubtful(
            msg("“{text}” may be {one} or {other}: nothing in its column says which, so it was not taken.",
                text=words, one=one.first.isoformat(), other=others[0].first.isoformat())
        )  # fmt: skip
    return one


def written_in_numbers(words: str) -> bool:
    """Tell whether a text may be a day whose month is a number, so that its order matters."""
    return _NUMBERS.match(words) is not None


def turned(day: date) -> date | None:
    """Return the day whose month and day are exchanged; None where that is no day, or the same one."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 and day.day != day.month else None


def readings(cell: Cell) -> dict[str, Period]:
    """Return what a cell means with the day first and with the month first; an order that is impossible is left out."""
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return dict.fromkeys((DAY, MONTH), _single(day))
    words = known(cell)
    if words is None:
        return {}
    plain, weekday = _without_weekday(words.casefold())
    found = {}
    for order in (DAY, MONTH):
        try:
            found[order] = _serial(plain) or _span(plain) or _two_days(plain, order) or _one_day(plain, order)
        except (ValueError, KeyError):
            continue
    of_that_day = {order: read for order, read in found.items() if read.first.weekday() == weekday}
    return of_that_day or found


def _without_weekday(words: str) -> tuple[str, int | None]:
    named = _WEEKDAY.match(words)
    return (words[named.end() :], (named.lastindex or 0) - 1) if named else (words, None)


def _serial(words: str) -> Period | None:
    """The number of days by which a spreadsheet knows a day, where its cell lost the form of a date."""
    if not _SERIAL.match(words):
        return None
    day = _FIRST_SERIAL_DAY + timedelta(days=int(words[:5]))
    return _single(_likely(day))


def _single(day: date) -> Period:
    return Period(day, day)


def _one_day(words: str, order: str) -> Period:
    if found := _ISO.match(words):
        day = date(int(found[1]), int(found[2]), int(found[3]))
    elif found := _DAY.match(words):
        turned = order == MONTH and found[2].isdigit()
        day = date(_year(found[3]), _month(found[1 if turned else 2]), int(found[2 if turned else 1]))
    elif found := _ENGLISH.match(words):
        day = date(_year(found[3]), _month(found[1]), int(found[2]))
    else:
        raise ValueError(words)
    return _single(_likely(day))


def _span(words: str) -> Period | None:
    found = _SPAN.match(words)
    if not found:
        return None
    year, month = int(found[4]), _month(found[3])
    return _in_order(date(year, month, int(found[1])), date(year, month, int(found[2])))


def _two_days(words: str, order: str) -> Period | None:
    found = _TWO_DAYS.match(words)
    if not found:
        return None
    return _in_order(_one_day(found[1].strip(), order).first, _one_day(found[2].strip(), order).first)


def _in_order(first: date, last: date) -> Period:
    if last < first:
        raise ValueError(first)
    return Period(_likely(first), _likely(last))


def _likely(day: date) -> date:
    if not _EARLIEST_YEAR <= day.year <= today().year + _YEARS_AHEAD:
        raise ValueError(day)
    return day


def _month(words: str) -> int:
    return int(words) if words.isdigit() else _MONTHS[words[:3]]


def _year(words: str) -> int:
    if len(words) == 4:
        return int(words)
    year = 2000 + int(words)
    return year if year <= today().year + _YEARS_AHEAD else year - 100

"""Days and periods as lists write them: ``26 s/d 27 02/2022``, ``10/2/2026 14:03:22``, ``2 Oktober 2026``, a date cell.

Whether a day or a month stands first is not in a cell: its whole column tells (``date_order``), or a person.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.registry.domain.cells import Cell, Unreadable, known, text
from services.registry.domain.month_names import WEEKDAY, WEEKDAYS, month
from shared.clock import today
from shared.language import msg
from shared.words import spoken

DAY, MONTH = "day", "month"
"""What stands first where a day is written in numbers."""
_TO = r"\s*(?:s\s*/\s*d|s\.d\.?|sd|sampai(?:\s+dengan)?|hingga|-|–|—)\s*"
_GAP = r"\s*[-/. ]\s*"
_MONTH = r"(\d{1,2}|[a-z]{3,9}|(?<=[-/.])[ivx]{1,4}(?=[-/.]))"
_DATED = rf"(\d{{1,2}})(?:{_GAP}|(?=[a-z])){_MONTH}(?:\.?{_GAP}|,\s*|(?<=[a-z])(?=\d))(\d{{4}}|\d{{2}})"
_BEHIND = r"(?:[ ,t](?P<behind>.*))?$"
_ISO = re.compile(rf"^(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_BEHIND}")
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)$")
_DAY = re.compile(rf"^{_DATED}{_BEHIND}")
_ENGLISH = re.compile(
    rf"^([a-z]{{3,9}})\.?\s*[-/ ]?\s*(\d{{1,2}})(?:st|nd|rd|th)?\s*[-/, ]\s*(\d{{4}}|\d{{2}}){_BEHIND}"
)
_DAYS = re.compile(
    rf"^(\d{{1,2}})((?:\s*(?:,|&|/|\bdan\b)\s*\d{{1,2}})*)(?:{_TO}|\s*(?:,|&|/|\bdan\b)\s*)(?={_DATED}$)"
)
_OTHER_MONTH = re.compile(rf"^(\d{{1,2}})(?:{_GAP}|(?=[a-z])){_MONTH}{_TO}(?={_DATED}$)")
_TWO_DAYS = re.compile(
    r"^(.+?\d{2,4})(?:\s*(?:s\s*/\s*d|s\.d\.?|sd|sampai(?:\s+dengan)?|hingga|–|—)\s*|\s+-\s*|(?<=[/. ]\d{4})-)"
    r"(.+\d{2,4})$"
)
_AHEAD = re.compile(r"^(?:(?:tgl|tanggal|hari)\b[.:]?\s*)+")
_PLACE = re.compile(r"^[a-z][a-z. ]{2,29},\s*(?=\d)")
_SECOND_YEAR = re.compile(r"(?<![\d+])(?:19|20)\d\d(?!\d)")
_NUMBERS = re.compile(r"^[^\d]{0,12}\d{1,2}\s?[-/. ]\s?\d{1,2}\s?[-/. ]\s?\d{2}")
_NAMED = re.compile(
    r"^[^\d]{0,20}\d{1,2}[^\d]{0,24}?[ .-]?(?:jan|[fp]eb|mar|apr|mei|jun|jul|ag[ust]|sep|okt|no[pv]|des)[a-z]*",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d[ t]+\d{1,2}[:.]\d\d", re.IGNORECASE)
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
                text=words, one=spoken(one.first), other=spoken(others[0].first))
        )  # fmt: skip
    return one


def written_in_numbers(words: str) -> bool:
    """Tell whether a text may be a day whose month is a number, so that its order matters."""
    return _NUMBERS.match(words) is not None


def written_in_words(words: str) -> bool:
    """Tell whether a text may be a day whose month has its name behind it, as a hand writes it here."""
    return _NAMED.match(words) is not None


def written_by_year(words: str) -> bool:
    """Tell whether a text may be a day whose year stands first, which has one meaning."""
    return _ISO.match(words.casefold()) is not None


def has_clock(words: str) -> bool:
    """Tell whether a text says the hour too, as programs write it."""
    return _CLOCK.search(words) is not None


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
            found[order] = (
                _serial(plain)
                or _several(plain)
                or _over_months(plain, order)
                or _two_days(plain, order)
                or _one_day(plain, order)
            )
        except (ValueError, KeyError):
            continue
    of_that_day = {order: read for order, read in found.items() if read.first.weekday() == weekday}
    return of_that_day or found


def _without_weekday(words: str) -> tuple[str, int | None]:
    bare = WEEKDAYS.sub("", _AHEAD.sub("", words.replace("’", "'").replace("'", "")))
    named = WEEKDAY.match(bare)
    if named is None:
        return _PLACE.sub("", bare), None
    return _AHEAD.sub("", bare[named.end() :]), (named.lastindex or 0) - 1


def _serial(words: str) -> Period | None:
    """The number of days by which a spreadsheet knows a day, where its cell lost the form of a date."""
    if not _SERIAL.match(words):
        return None
    day = _FIRST_SERIAL_DAY + timedelta(days=int(words[:5]))
    return _single(_likely(day))


def _single(day: date) -> Period:
    return Period(day, day)


def _one_day(words: str, order: str) -> Period:
    found = _ISO.match(words) or _COMPACT.match(words)
    if found:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    elif found := _DAY.match(words):
        day = _dated(found, 0, order)
    elif found := _ENGLISH.match(words):
        day = date(_year(found[3]), month(found[1]), int(found[2]))
    else:
        raise ValueError(words)
    if _SECOND_YEAR.search(found.groupdict().get("behind") or ""):
        raise ValueError(words)  # another day
    return _single(_likely(day))


def _dated(found: re.Match[str], ahead: int, order: str) -> date:
    """Return the day in the three groups that follow the first ``ahead`` ones."""
    first, second, year = found.groups()[ahead : ahead + 3]
    if order == MONTH and second.isdigit():
        first, second = second, first
    return date(_year(year), month(second), int(first))


def _several(words: str) -> Period | None:
    """Days of one month: 5-6 Maret 2023, 26 s/d 27 02/2022, 12, 13, 14 Agustus 2021."""
    found = _DAYS.match(words)
    if not found or ("/" in found[2] and found[4].isdigit()):
        return None
    last = _dated(found, 2, DAY)
    days = [int(found[1]), *map(int, re.findall(r"\d+", found[2])), last.day]
    if days != sorted(set(days)):
        raise ValueError(words)
    return _in_order(last.replace(day=days[0]), last)


def _over_months(words: str, order: str) -> Period | None:
    """30 Agustus - 2 September 2021, 30 Desember s/d 2 Januari 2022."""
    found = _OTHER_MONTH.match(words)
    if not found:
        return None
    last = _dated(found, 2, order)
    day, of_month = (found[2], found[1]) if order == MONTH and found[2].isdigit() else (found[1], found[2])
    number = month(of_month)
    return _in_order(date(last.year - (number > last.month), number, int(day)), last)


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


def _year(words: str) -> int:
    if len(words) == 4:
        return int(words)
    year = 2000 + int(words)
    return year if year <= today().year + _YEARS_AHEAD else year - 100

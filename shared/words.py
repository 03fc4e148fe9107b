"""How days, hours and amounts are written for people (domain: "21 November 2026, 14.30 WITA", "1.250.000")."""

import datetime as dt
from collections.abc import Sequence

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from shared.clock import WITA
from shared.language import Message, current_language, gettext, msg

DASH = "–"
MONTHS = (
    msg("{day} January {year}"),
    msg("{day} February {year}"),
    msg("{day} March {year}"),
    msg("{day} April {year}"),
    msg("{day} May {year}"),
    msg("{day} June {year}"),
    msg("{day} July {year}"),
    msg("{day} August {year}"),
    msg("{day} September {year}"),
    msg("{day} October {year}"),
    msg("{day} November {year}"),
    msg("{day} December {year}"),
)
"""A rule's sentence is stored before anybody knows in which language it is read."""


def date(value: dt.date | dt.datetime | None) -> str:
    """Write a day: "21 November 2026". Instants are shown as the day they are in WITA."""
    if value is None:
        return DASH
    day = value.astimezone(WITA).date() if isinstance(value, dt.datetime) else value
    return format_date(day, "d MMMM y", locale=current_language())


def short_date(value: dt.date | dt.datetime | None) -> str:
    """Write a day for narrow columns: "21 Nov 2026"."""
    if value is None:
        return DASH
    day = value.astimezone(WITA).date() if isinstance(value, dt.datetime) else value
    return format_date(day, "d MMM y", locale=current_language())


def datetime(value: dt.datetime | None) -> str:
    """Write an instant: "21 November 2026, 14.30 WITA"."""
    return DASH if value is None else f"{date(value)}, {time(value)}"


def time(value: dt.datetime | None) -> str:
    """Write the time of day of an instant: "14.30 WITA"."""
    if value is None:
        return DASH
    return f"{_clock(value)} WITA"


def period(first: dt.date, last: dt.date) -> str:
    """Write a period of days: one day where both are the same."""
    return date(first) if first == last else gettext("{first} to {last}", first=date(first), last=date(last))


def meeting(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """Write when a meeting is: "Sabtu, 21 November 2026, 08.00–12.00 WITA"."""
    start, end = starts_at.astimezone(WITA), ends_at.astimezone(WITA)
    if start.date() != end.date():
        return gettext("{first} to {last}", first=deadline(start), last=deadline(end))
    return f"{weekday(start.date())}, {_clock(start)}–{_clock(end)} WITA"


def weekday(day: dt.date) -> str:
    """Write a day with its weekday: "Sabtu, 21 November 2026"."""
    return format_date(day, "EEEE, d MMMM y", locale=current_language())


def weekdays(first: dt.date, last: dt.date) -> str:
    """Write a period of days with their weekdays: one day where both are the same."""
    return weekday(first) if first == last else gettext("{first} to {last}", first=weekday(first), last=weekday(last))


def deadline(value: dt.datetime) -> str:
    """Write until when something may be done: "Sabtu, 21 November 2026, 23.59 WITA"."""
    return f"{weekday(value.astimezone(WITA).date())}, {time(value)}"


def hours(begins: str, ends: str) -> str:
    """Write hours of the day, given as "08:00" and "12:00": "08.00–12.00 WITA"."""
    pattern = "%H.%M" if current_language() == "id" else "%H:%M"
    first, last = (dt.time.fromisoformat(clock).strftime(pattern) for clock in (begins, ends))
    return f"{first}–{last} WITA"


def number(value: float | int | None) -> str:
    """Write a number: "1.250.000"."""
    return DASH if value is None else format_decimal(value, locale=current_language())


def percent(value: float | None) -> str:
    """Write a share between 0 and 1: "64%"."""
    return DASH if value is None else format_percent(value, "0%", locale=current_language())


def rupiah(value: int | None) -> str:
    """Write an amount of rupiah: "Rp1.250.000"."""
    return DASH if value is None else f"Rp{number(value)}"


def spoken(day: dt.date) -> Message:
    """Return a day inside a sentence that stays translatable once it is stored: "21 November 2026"."""
    return Message(MONTHS[day.month - 1].template, {"day": day.day, "year": day.year})


def listed(items: Sequence[Message]) -> Message:
    """Return one or more parts of a sentence one after the other, translatable once stored: "a, b, c"."""
    first, *rest = items
    return msg("{first}, {rest}", first=first, rest=listed(rest)) if rest else first


def grouped(value: int) -> Message | str:
    """Return a whole number, not negative, inside a sentence that stays translatable once stored: "1.250.000"."""
    thousands, rest = divmod(value, 1000)
    return msg("{thousands},{rest}", thousands=grouped(thousands), rest=f"{rest:03}") if thousands else str(rest)


def _clock(instant: dt.datetime) -> str:
    pattern = "HH.mm" if current_language() == "id" else "HH:mm"
    return format_datetime(instant.astimezone(WITA), pattern, locale=current_language())

"""How a letter writes days, hours, names and codes. Context values are JSON: instants and days come as ISO text."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime

from shared import vocabulary
from shared.address import shortened
from shared.clock import WITA
from shared.language import Message, current_language, gettext, translate

LABELS: dict[str, dict[str, Message]] = {
    "topic": vocabulary.TOPICS,
    "form": vocabulary.FORMS,
    "mode": vocabulary.MODES,
}
NAME_IN_SUBJECT = 70
"""So that of two names, each as long as they may be, both are still there."""


def short(name: str) -> str:
    """Write a name in a subject."""
    return shortened(name, NAME_IN_SUBJECT)


def day(value: str) -> str:
    """Write a day: "21 November 2026"."""
    return format_date(date.fromisoformat(value), "d MMMM y", locale=current_language())


def moment(value: str) -> str:
    """Write an instant: "21 November 2026, 23.59 WITA"."""
    instant = _local(value)
    return f"{format_date(instant, 'd MMMM y', locale=current_language())}, {_clock(instant)} WITA"


def period(first: str, last: str) -> str:
    """Write a period: one day where both are the same."""
    return day(first) if first == last else _span(day(first), day(last))


def meeting(starts_at: str, ends_at: str) -> str:
    """Write when a meeting is: "Sabtu, 21 November 2026, 08.00–12.00 WITA"."""
    start, end = _local(starts_at), _local(ends_at)
    if start.date() != end.date():
        return _span(moment(starts_at), moment(ends_at))
    weekday = format_date(start, "EEEE, d MMMM y", locale=current_language())
    return f"{weekday}, {_clock(start)}–{_clock(end)} WITA"


def label(code: str, kind: str) -> str:
    """Write a code of the shared vocabulary in words; one that is not known stays as it is."""
    message = LABELS[kind].get(code)
    return translate(message) if message else code


def _span(first: str, last: str) -> str:
    return gettext("{first} to {last}", first=first, last=last)


def _local(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(WITA)


def _clock(instant: datetime) -> str:
    return format_datetime(instant, "HH.mm" if current_language() == "id" else "HH:mm", locale=current_language())

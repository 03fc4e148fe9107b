"""How a letter writes days, hours, names and codes. Context values are JSON: instants and days come as ISO text."""

from datetime import date, datetime

from shared import vocabulary, words
from shared.address import shortened
from shared.language import Message, translate

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
    return words.date(date.fromisoformat(value))


def moment(value: str) -> str:
    """Write an instant: "21 November 2026, 23.59 WITA"."""
    return words.datetime(datetime.fromisoformat(value))


def period(first: str, last: str) -> str:
    """Write a period: one day where both are the same."""
    return words.period(date.fromisoformat(first), date.fromisoformat(last))


def meeting(starts_at: str, ends_at: str) -> str:
    """Write when a meeting is: "Sabtu, 21 November 2026, 08.00–12.00 WITA"."""
    return words.meeting(datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at))


def label(code: str, kind: str) -> str:
    """Write a code of the shared vocabulary in words; one that is not known stays as it is."""
    message = LABELS[kind].get(code)
    return translate(message) if message else code

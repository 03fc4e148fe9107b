"""How a letter writes days, hours, names and codes. Context values are JSON: instants and days come as ISO text."""

from datetime import date, datetime

from shared import vocabulary, words
from shared.address import shortened
from shared.language import Message, translate

LABELS: dict[str, dict[str, Message]] = {
    "topic": vocabulary.TOPICS,
    "form": vocabulary.FORMS,
    "mode": vocabulary.MODES,
    "outcome": vocabulary.OUTCOMES,
}
NAME_IN_SUBJECT = 70
"""So that of two names, each as long as they may be, both are still there."""


def short(name: str) -> str:
    """Write a name in a subject."""
    return shortened(name, NAME_IN_SUBJECT)


def moment(value: str) -> str:
    """Write until when: "Sabtu, 21 November 2026, 23.59 WITA"."""
    return words.deadline(datetime.fromisoformat(value))


def day(value: str) -> str:
    """Write a day: "21 November 2026"."""
    return words.date(date.fromisoformat(value))


def label(code: str, kind: str) -> str:
    """Write a code of the shared vocabulary in words; one that is not known stays as it is."""
    message = LABELS[kind].get(code)
    return translate(message) if message else code

"""Marshmallow's English error texts as sentences of ours, which the catalogue can word in Indonesian."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from shared.language import Message, gettext, msg
from shared.nik import without_nik

MOST_TOLD = 60
"""The longest form has thirty fields."""
UNFIT = msg("This value cannot be accepted.")
EXACT = {
    "Invalid value.": UNFIT,
    "Invalid type.": UNFIT,
    "Invalid input.": UNFIT,
    "Invalid input type.": UNFIT,
    "Missing data for required field.": msg("Please fill this in."),
    "Field may not be null.": msg("Please fill this in."),
    "Unknown field.": msg("This is not known here."),
    "Not a valid integer.": msg("Write a whole number, for example 25."),
    "Not a valid number.": msg("Write a number, for example 25."),
    "Number too large.": msg("This number is too large."),
    "Not a valid date.": msg("Write a date, for example 2026-11-21."),
    "Not a valid datetime.": msg("Write a date and a time."),
    "Not a valid aware datetime.": msg("Write a date and a time."),
    "Not a valid time.": msg("Write a time, for example 14:30."),
    "Not a valid boolean.": msg("Choose yes or no."),
    "Not a valid string.": msg("Write some text."),
    "Not a valid UUID.": msg("This reference is not one of ours."),
    "Not a valid email address.": msg("Write an email address, for example nama@contoh.id."),
    "Not a valid URL.": msg("Write a web address that starts with https://."),
    "Not a valid list.": msg("Write a list."),
    "Invalid JSON body.": msg("This cannot be read as JSON."),
    "Not a valid mapping type.": msg("Write an object with fields."),
    "String does not match expected pattern.": msg("This is not written the way it should be."),
}
PATTERNS = (
    (
        r"Must be greater than or equal to (?P<least>.+?) and less than or equal to (?P<most>.+?)\.",
        msg("Must be between {least} and {most}."),
    ),
    (r"Must be greater than or equal to (?P<least>.+?)\.", msg("Must be at least {least}.")),
    (r"Must be less than or equal to (?P<most>.+?)\.", msg("Must be at most {most}.")),
    (r"Must be greater than (?P<least>.+?)\.", msg("Must be more than {least}.")),
    (r"Must be less than (?P<most>.+?)\.", msg("Must be less than {most}.")),
    (r"Shorter than minimum length (?P<least>\d+)\.", msg("This is too short: at least {least}.")),
    (r"Longer than maximum length (?P<most>\d+)\.", msg("This is too long: at most {most}.")),
    (r"Length must be between (?P<least>\d+) and (?P<most>\d+)\.", msg("The length must be {least} to {most}.")),
    (r"Length must be (?P<exactly>\d+)\.", msg("The length must be {exactly}.")),
    (r"(Must be one of: .*|One or more of the choices .*)", msg("Choose from the list.")),
)


def sentence(text: str | Message) -> Message:
    """Return our sentence for an error of marshmallow; sentences of a schema's own pass through."""
    if isinstance(text, Message):
        return text
    if text in EXACT:
        return EXACT[text]
    for pattern, message in PATTERNS:
        match = re.fullmatch(pattern, text, re.DOTALL)
        if match:
            return Message(message.template, {k: v for k, v in match.groupdict().items() if k in message.template})
    return Message(text)


def at_most(most: int) -> Message:
    """Return what a list is told that has more rows than it may have."""
    return sentence(f"Longer than maximum length {most}.")


def a_few(errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the first errors by field, and under "" how many more there are; anybody may send very many."""
    told: dict[str, list[str]] = {}
    every = [(field, sentence) for field, sentences in errors.items() for sentence in sentences]
    for field, sentence in every[:MOST_TOLD]:
        told.setdefault(without_nik(field), []).append(sentence)
    if len(every) > MOST_TOLD:
        told.setdefault("", []).append(gettext("And {number} more.", number=len(every) - MOST_TOLD))
    return told


def by_field(errors: Any, prefix: str = "") -> Iterator[tuple[str, Message]]:
    """Yield (field, sentence) from marshmallow's nested errors; rows of a list read "sessions-0-title"."""
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            own = name == "_schema"
            yield from by_field(inner, prefix if own else f"{prefix}-{name}" if prefix else str(name))
    elif isinstance(errors, str | Message):
        yield prefix, sentence(errors)
    else:
        for inner in errors:
            yield from by_field(inner, prefix)

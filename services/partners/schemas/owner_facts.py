"""What an owner asks about a programme, as it may come in: hours, a map, a number to call."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from marshmallow import Schema, ValidationError, validate

from shared.language import Message, msg
from shared.telephone import is_number
from shared.web.text import Line

CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


class Clock(Line):
    """An hour of the day in WITA: "8.00" and "08:00" are "08:00"."""

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **options: Any) -> Any:
        text = super().deserialize(value, attr, data, **options)
        if text is None:
            return None
        found = CLOCK.fullmatch(text)
        if not found:
            raise ValidationError("Not a valid time.")
        return f"{int(found[1]):02}:{found[2]}"


def web_address(text: str) -> None:
    """Refuse what a browser cannot open; raises ValidationError."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or "." not in host or re.search(r"\s", text):
        raise ValidationError("Not a valid URL.")


def phone_number(text: str) -> None:
    """Refuse what nobody can call; raises ValidationError."""
    if not is_number(text):
        raise ValidationError([msg("Write a telephone number, for example 0812-3456-7890.")])


class OwnerFactsSchema(Schema):
    hours_from = Clock(load_default=None, allow_none=True, metadata={"description": "WITA, for example 08:00"})
    hours_until = Clock(load_default=None, allow_none=True, metadata={"description": "WITA, for example 12:00"})
    map_url = Line(load_default=None, allow_none=True, validate=[validate.Length(max=500), web_address])
    cost = Line(load_default=None, allow_none=True, validate=validate.Length(max=200))
    bring = Line(load_default=None, allow_none=True, validate=validate.Length(max=500))
    contact_name = Line(load_default=None, allow_none=True, validate=validate.Length(max=200))
    contact_phone = Line(load_default=None, allow_none=True, validate=[validate.Length(max=30), phone_number])


def disorder(data: Mapping[str, Any]) -> Iterator[tuple[str, Message]]:
    """Yield what cannot be true of the hours together, with the field it belongs to."""
    begins, ends = data.get("hours_from"), data.get("hours_until")
    if bool(begins) != bool(ends):
        yield ("hours_until" if begins else "hours_from"), msg("Write both hours: from when, until when.")
    elif begins and ends <= begins:
        yield "hours_until", msg("It must end after it begins.")

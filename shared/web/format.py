"""How dates, numbers, money and phones are written for people (domain: "21 November 2026, 14.30 WITA", "1.250.000")."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import phonenumbers
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from flask import Flask
from markupsafe import Markup
from phonenumbers import NumberParseException, PhoneNumberFormat

from shared.clock import WITA
from shared.language import Message, current_language, translate

DASH = "–"


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
    pattern = "HH.mm" if current_language() == "id" else "HH:mm"
    return f"{format_datetime(value.astimezone(WITA), pattern, locale=current_language())} WITA"


def number(value: float | int | None) -> str:
    """Write a number: "1.250.000"."""
    return DASH if value is None else format_decimal(value, locale=current_language())


def percent(value: float | None) -> str:
    """Write a share between 0 and 1: "64%"."""
    return DASH if value is None else format_percent(value, "0%", locale=current_language())


def rupiah(value: int | None) -> str:
    """Write an amount of rupiah: "Rp1.250.000"."""
    return DASH if value is None else f"Rp{number(value)}"


def phone(value: str | None) -> str:
    """Write a phone number as people here read it: "0812-3456-7890"; what is no number stays as it is."""
    parsed = _parsed(value)
    return (value or DASH) if parsed is None else phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)


def wa_link(value: str | None, text: str = "") -> str | None:
    """Return the WhatsApp link that opens a chat with this number, with ``text`` ready to send."""
    parsed = _parsed(value)
    if parsed is None:
        return None
    digits = phonenumbers.format_number(parsed, PhoneNumberFormat.E164).lstrip("+")
    return f"https://wa.me/{digits}" + (f"?text={quote(text)}" if text else "")


def worded(value: Message | str | None) -> str:
    """Word a message in the language of the page; text stays text."""
    return translate(value) if isinstance(value, Message) else (value or "")


def entered(text: str, kind: str) -> str:
    """Write what stands in a field of this kind ("date", "datetime-local" in WITA, ...) as people read it."""
    if kind == "date":
        return date(dt.date.fromisoformat(text))
    if kind == "datetime-local":
        return datetime(dt.datetime.fromisoformat(text).replace(tzinfo=WITA))
    return text


def attributes(values: Mapping[str, Any]) -> Markup:
    """Write HTML attributes: ``aria_label`` is aria-label, True has no value, None and False are left out."""
    pairs = (
        (name.replace("_", "-"), value) for name, value in values.items() if value is not None and value is not False
    )
    return Markup("").join(
        Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value) for name, value in pairs
    )


def _parsed(value: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        parsed = phonenumbers.parse(value or "", "ID")
    except NumberParseException:
        return None
    return parsed if phonenumbers.is_possible_number(parsed) else None


def add_filters(app: Flask) -> None:
    """Make the formats available in templates."""
    app.jinja_env.filters.update(
        date=date,
        short_date=short_date,
        datetime=datetime,
        time=time,
        number=number,
        percent=percent,
        rupiah=rupiah,
        phone=phone,
        wa_link=wa_link,
        t=worded,
        entered=entered,
        attributes=attributes,
    )

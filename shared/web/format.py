"""How templates write what the kernel has in words, and what stands in a field."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import Flask
from markupsafe import Markup

from shared.clock import WITA
from shared.language import Message, translate
from shared.telephone import phone, tel_link, wa_link
from shared.words import date, datetime, deadline, hours, meeting, number, percent, rupiah, short_date, time, weekdays


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


def lines(text: str) -> Markup:
    """Write a text of several lines so that each stays one."""
    return Markup("<br>").join(text.splitlines())


def attributes(values: Mapping[str, Any]) -> Markup:
    """Write HTML attributes: ``aria_label`` is aria-label, True has no value, None and False are left out."""
    pairs = (
        (name.replace("_", "-"), value) for name, value in values.items() if value is not None and value is not False
    )
    return Markup("").join(
        Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value) for name, value in pairs
    )


def add_filters(app: Flask) -> None:
    """Make the formats available in templates."""
    app.jinja_env.filters.update(
        date=date,
        short_date=short_date,
        deadline=deadline,
        weekdays=weekdays,
        meeting=meeting,
        hours=hours,
        datetime=datetime,
        time=time,
        number=number,
        percent=percent,
        rupiah=rupiah,
        phone=phone,
        wa_link=wa_link,
        tel_link=tel_link,
        lines=lines,
        t=worded,
        entered=entered,
        attributes=attributes,
    )

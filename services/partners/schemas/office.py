"""How the office presents itself, by form and by JSON."""

from datetime import time
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from shared.address import is_deliverable
from shared.language import msg
from shared.settings import UNSET
from shared.telephone import is_number
from shared.web.text import Line, Paragraph, refusal

ROWS = 4
"""So many lines at most: a letter begins soon after."""


def _phone(text: str) -> None:
    if text and (not is_number(text) or text == UNSET.phone):
        raise refusal(msg("Write a phone number, for example 0812-3456-7890."))


def _mailbox(text: str) -> None:
    if text and (not is_deliverable(text) or text == UNSET.email):
        raise refusal(msg("Write a mail address, for example ikm@example.go.id."))


def _few_lines(text: str) -> None:
    if len(text.splitlines()) > ROWS:
        raise refusal(msg("{count} lines at most.", count=ROWS))


def _clock(text: str) -> None:
    try:
        time.fromisoformat(text)
    except ValueError:
        raise refusal(msg("Write a time of day, for example 07:00.")) from None


def _text(most: int, **options: Any) -> Line:
    return Line(load_default="", validate=validate.Length(max=most), **options)


class OfficeSchema(Schema):
    """What the installer fixed is left out; ``revision`` is the one that was read."""

    revision = fields.Integer(required=True)
    name = _text(200)
    address = Paragraph(load_default="", validate=[validate.Length(max=300), _few_lines])
    phone = Line(load_default="", validate=[validate.Length(max=40), _phone])
    whatsapp = Line(load_default="", validate=[validate.Length(max=40), _phone])
    email = Line(load_default="", validate=[validate.Length(max=254), _mailbox])
    letterhead = Paragraph(load_default="", validate=[validate.Length(max=300), _few_lines])
    hours = _text(200)
    quiet_from = Line(load_default="20:00", validate=[validate.Length(equal=5), _clock])
    quiet_until = Line(load_default="07:00", validate=[validate.Length(equal=5), _clock])

    @validates_schema(skip_on_field_errors=False)
    def leave_a_day(self, data: Any, **_: Any) -> None:
        begin, end = data.get("quiet_from"), data.get("quiet_until")
        if begin and end and end >= begin:
            raise ValidationError({"quiet_until": [msg("Quiet hours end in the morning and begin in the evening.")]})


class OfficeViewSchema(OfficeSchema):
    """``fixed``: what the installer said, which nobody changes here."""

    fixed = fields.List(fields.String())

"""What a seat is worth, by form and by JSON."""

from marshmallow import Schema, fields, validate

from shared.language import msg
from shared.vocabulary import FORMS
from shared.web.text import Line

RUPIAH = validate.Range(1, 1_000_000_000, error=msg("Write an amount between Rp 1 and Rp 1.000.000.000.").template)


class SeatWorthSchema(Schema):
    """``value``: what the office would have paid for one person in one programme, in whole rupiah."""

    value = fields.Integer(required=True, validate=RUPIAH)
    source = Line(required=True, validate=validate.Length(1, 200))


class SeatValueSchema(SeatWorthSchema):
    form = Line(required=True, validate=validate.OneOf(FORMS))


class DroppedSeatValueSchema(Schema):
    form = Line(required=True, validate=validate.OneOf(FORMS))

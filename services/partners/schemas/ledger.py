"""The ledger as it goes out."""

from marshmallow import Schema, fields, validate

from services.partners.domain.ledger import DIVISIONS, KIND
from shared.web.text import Line


class LedgerSchema(Schema):
    quota = fields.Integer()
    nominated = fields.Integer()
    confirmed = fields.Integer()
    attended = fields.Integer()
    completed = fields.Integer()
    unanswered = fields.Integer()
    declined = fields.Integer()
    expired = fields.Integer()
    to_decide = fields.Integer()
    waiting = fields.Integer()
    rejected = fields.Integer()
    taken = fields.Integer()
    free = fields.Integer()


class LedgerQuerySchema(Schema):
    """How the ledger is divided, and what it is narrowed to; ``since`` and ``until`` are first days of programmes."""

    by = Line(load_default=KIND, validate=validate.OneOf(DIVISIONS))
    offer_id = fields.UUID()
    institution_id = fields.UUID()
    kind = Line()
    topic = Line()
    form = Line()
    since = fields.Date()
    until = fields.Date()
    kecamatan = Line()
    cluster = Line()
    sex = Line()


class FiguresSchema(Schema):
    """Counts of seats and people; ``granted`` and ``lapsed`` are null where a quota cannot be divided like this.

    ``cost`` is what the office would have paid for those who attended, in rupiah; of ``unvalued`` of them no value of a
    seat is known.
    """

    granted = fields.Integer(allow_none=True)
    nominated = fields.Integer()
    confirmed = fields.Integer()
    attended = fields.Integer()
    completed = fields.Integer()
    outcome = fields.Integer()
    lapsed = fields.Integer(allow_none=True)
    cost = fields.Integer()
    unvalued = fields.Integer()


class LedgerLineSchema(Schema):
    """``key`` is what the line is about: an id, a code, a month; empty where it is not recorded."""

    key = fields.String()
    figures = fields.Nested(FiguresSchema)


class LedgerLinesSchema(Schema):
    lines = fields.List(fields.Nested(LedgerLineSchema))
    whole = fields.Nested(FiguresSchema)

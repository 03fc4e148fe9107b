"""The ledger as it goes out."""

from marshmallow import Schema, fields


class LedgerSchema(Schema):
    quota = fields.Integer()
    nominated = fields.Integer()
    confirmed = fields.Integer()
    unanswered = fields.Integer()
    declined = fields.Integer()
    expired = fields.Integer()
    to_decide = fields.Integer()
    waiting = fields.Integer()
    rejected = fields.Integer()
    taken = fields.Integer()
    free = fields.Integer()

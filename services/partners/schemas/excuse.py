"""How often each reason for a *no* was given."""

from marshmallow import Schema, fields


class ExcuseQuerySchema(Schema):
    offer_id = fields.UUID(load_default=None)


class CountedSchema(Schema):
    topic = fields.String()
    excuse = fields.String(metadata={"description": "One of the ready choices, or own_words"})
    count = fields.Integer()

"""What a decision about a whole record must say."""

from marshmallow import Schema, fields, validate


class ReasonSchema(Schema):
    """Why something is done: it stays in the history."""

    reason = fields.String(required=True, validate=validate.Length(min=3, max=500))


class RestrictionSchema(ReasonSchema):
    restricted = fields.Boolean(required=True)


class MergeSchema(ReasonSchema):
    """``merged_id``: the record that ends, as it was read with ``merged_etag``; the one in the address lives on."""

    merged_id = fields.UUID(required=True)
    merged_etag = fields.String(required=True, metadata={"description": "The ETag of the record that ends"})

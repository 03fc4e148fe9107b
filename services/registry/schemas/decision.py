"""What a decision about a whole record must say."""

from marshmallow import Schema, fields, validate

from shared.web.text import Paragraph, Verbatim


class ReasonSchema(Schema):
    """Why something is done: it stays in the history."""

    reason = Paragraph(required=True, validate=validate.Length(min=3, max=500))


class RestrictionSchema(ReasonSchema):
    restricted = fields.Boolean(required=True)


class MergeSchema(ReasonSchema):
    """``merged_id``: the record that ends, as it was read with ``merged_etag``; the one in the address lives on."""

    merged_id = fields.UUID(required=True)
    merged_etag = Verbatim(required=True, metadata={"description": "The ETag of the record that ends"})

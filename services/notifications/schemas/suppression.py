"""Blocked addresses as they go out by the API."""

from marshmallow import Schema, fields, validate

from shared.web.paging import PageQuerySchema, page_of
from shared.web.text import Line


class SuppressionQuerySchema(PageQuerySchema):
    search = Line(validate=validate.Length(max=200))


class SuppressionSchema(Schema):
    id = fields.UUID(required=True)
    address = fields.String(required=True)
    reason = fields.String(required=True)
    detail = fields.String(allow_none=True)
    since = fields.AwareDateTime(required=True)


class MomentSchema(Schema):
    first = fields.AwareDateTime(required=True)
    last = fields.AwareDateTime(required=True)


SuppressionPageSchema = page_of(SuppressionSchema)

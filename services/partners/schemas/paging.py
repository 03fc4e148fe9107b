"""Which page of a list a program asks for."""

from marshmallow import Schema, fields, validate

from services.partners.domain.offer import STATES
from shared.vocabulary import TOPICS


class PageQuerySchema(Schema):
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    page_size = fields.Integer(load_default=25, validate=validate.Range(1, 200))


class OfferQuerySchema(PageQuerySchema):
    state = fields.String(load_default=None, validate=validate.OneOf(STATES))
    topic = fields.String(load_default=None, validate=validate.OneOf(TOPICS))
    institution_id = fields.UUID(load_default=None)
    search = fields.String(load_default=None, validate=validate.Length(max=100))


class NominationQuerySchema(PageQuerySchema):
    state = fields.String(load_default="suggested", validate=validate.Length(max=20))
    kecamatan = fields.String(load_default=None, validate=validate.Length(max=10))
    cluster = fields.String(load_default=None, validate=validate.Length(max=30))
    search = fields.String(load_default=None, validate=validate.Length(max=100))

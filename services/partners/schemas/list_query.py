"""What a program may ask of a list."""

from marshmallow import fields, validate

from services.partners.domain.offer import STATES
from shared.vocabulary import TOPICS
from shared.web.paging import PageQuerySchema


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

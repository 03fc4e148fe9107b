"""What a program may ask of a list."""

from marshmallow import fields, validate

from services.partners.domain.offer import STATES
from shared.vocabulary import TOPICS
from shared.web.paging import PageQuerySchema
from shared.web.text import Line


class OfferQuerySchema(PageQuerySchema):
    state = Line(load_default=None, validate=validate.OneOf(STATES))
    topic = Line(load_default=None, validate=validate.OneOf(TOPICS))
    institution_id = fields.UUID(load_default=None)
    search = Line(load_default=None, validate=validate.Length(max=100))


class NominationQuerySchema(PageQuerySchema):
    state = Line(load_default="suggested", validate=validate.Length(max=20))
    kecamatan = Line(load_default=None, validate=validate.Length(max=10))
    cluster = Line(load_default=None, validate=validate.Length(max=30))
    search = Line(load_default=None, validate=validate.Length(max=100))

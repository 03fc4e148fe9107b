"""Those who stopped, as programs ask for them and see them."""

from marshmallow import Schema, fields, validate

from shared.vocabulary import CLUSTERS
from shared.web.paging import PageQuerySchema, page_of
from shared.web.text import Line


class StagnationQuerySchema(PageQuerySchema):
    cluster = Line(validate=validate.OneOf(list(CLUSTERS)))


class StoppedSchema(Schema):
    ikm_id = fields.UUID(attribute="ikm.ikm_id")
    name = fields.String(attribute="ikm.name")
    cluster = fields.String(attribute="ikm.cluster", allow_none=True)
    kecamatan_code = fields.String(attribute="ikm.kecamatan_code", allow_none=True)
    since = fields.Date()
    months = fields.Integer()
    last_programme = fields.String(attribute="last", allow_none=True)
    needs = fields.Function(lambda one: [need.topic for need in one.needs], metadata={"type": "array"})
    expired = fields.Function(lambda one: [held.kind for held in one.expired], metadata={"type": "array"})


StoppedPageSchema = page_of(StoppedSchema)

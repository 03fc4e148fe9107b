"""What a link to a filtered list may say. What is no filter is ignored on pages and refused by the API."""

from marshmallow import Schema, fields, validate

from services.registry.domain.ikm import BRANCHES, STATUSES
from shared.vocabulary import CLUSTERS, KECAMATAN, TOPICS
from shared.web.paging import PageQuerySchema

SORTS = ("name", "newest", "number")


class FilterSchema(Schema):
    search = fields.String(validate=validate.Length(max=200))
    kecamatan = fields.String(validate=validate.OneOf(list(KECAMATAN)))
    cluster = fields.String(validate=validate.OneOf(list(CLUSTERS)))
    branch = fields.String(validate=validate.OneOf(list(BRANCHES)))
    status = fields.String(validate=validate.OneOf(list(STATUSES)))
    need = fields.String(validate=validate.OneOf(list(TOPICS)))
    email = fields.Boolean()
    sort = fields.String(validate=validate.OneOf(SORTS))


class QuerySchema(FilterSchema, PageQuerySchema):
    """A filtered list, a page at a time."""


class PageFilterSchema(FilterSchema):
    """The same in the words of the pages' addresses."""

    search = fields.String(data_key="cari", validate=validate.Length(max=200))
    kecamatan = fields.String(validate=validate.OneOf(list(KECAMATAN)))
    cluster = fields.String(data_key="klaster", validate=validate.OneOf(list(CLUSTERS)))
    branch = fields.String(data_key="cabang", validate=validate.OneOf(list(BRANCHES)))
    status = fields.String(validate=validate.OneOf(list(STATUSES)))
    need = fields.String(data_key="kebutuhan", validate=validate.OneOf(list(TOPICS)))
    email = fields.Boolean(data_key="surel", truthy={"ada"}, falsy={"tidak"})
    sort = fields.String(data_key="urut", validate=validate.OneOf(SORTS))

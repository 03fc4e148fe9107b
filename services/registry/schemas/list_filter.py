"""What a link to a filtered list may say. What is no filter is ignored on pages and refused by the API."""

from marshmallow import Schema, fields, validate

from services.registry.domain.ikm import STATUSES
from services.registry.domain.wording import BRANCHES
from shared.vocabulary import CLUSTERS, KECAMATAN, TOPICS
from shared.web.paging import PageQuerySchema
from shared.web.text import Line

SORTS = ("name", "newest", "number")


class FilterSchema(Schema):
    search = Line(validate=validate.Length(max=200))
    kecamatan = Line(validate=validate.OneOf(list(KECAMATAN)))
    cluster = Line(validate=validate.OneOf(list(CLUSTERS)))
    branch = Line(validate=validate.OneOf(list(BRANCHES)))
    status = Line(validate=validate.OneOf(list(STATUSES)))
    need = Line(validate=validate.OneOf(list(TOPICS)))
    email = fields.Boolean()
    sort = Line(validate=validate.OneOf(SORTS))


class QuerySchema(FilterSchema, PageQuerySchema):
    """A filtered list, a page at a time."""


class PageFilterSchema(FilterSchema):
    """The same in the words of the pages' addresses."""

    search = Line(data_key="cari", validate=validate.Length(max=200))
    kecamatan = Line(validate=validate.OneOf(list(KECAMATAN)))
    cluster = Line(data_key="klaster", validate=validate.OneOf(list(CLUSTERS)))
    branch = Line(data_key="cabang", validate=validate.OneOf(list(BRANCHES)))
    status = Line(validate=validate.OneOf(list(STATUSES)))
    need = Line(data_key="kebutuhan", validate=validate.OneOf(list(TOPICS)))
    email = fields.Boolean(data_key="surel", truthy={"ada"}, falsy={"tidak"})
    sort = Line(data_key="urut", validate=validate.OneOf(SORTS))

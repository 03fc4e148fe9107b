"""Imports as programs read them."""

from marshmallow import Schema, fields, validate

from services.registry.domain.date_order import CHOICES
from shared.web.paging import page_of
from shared.web.work_api import WorkSchema


class AnswerSchema(Schema):
    """``by``: who said it."""

    value = fields.String(required=True)
    by = fields.String(required=True)
    at = fields.String(required=True)


class DateColumnSchema(Schema):
    """What the rows of a column show of how its days are written."""

    day = fields.String(allow_none=True, metadata={"description": "A cell that can only have the day first"})
    month = fields.String(allow_none=True, metadata={"description": "A cell that can only have the month first"})
    doubtful = fields.String(allow_none=True, metadata={"description": "A cell that can be read both ways"})
    cell = fields.String(allow_none=True, metadata={"description": "A date that may be turned, beside texts"})
    chosen = fields.String(allow_none=True, validate=validate.OneOf(CHOICES))
    must_be_asked = fields.Boolean(required=True, metadata={"description": "Only a person can say what some mean"})


class ColumnSchema(Schema):
    """What a column was guessed to be."""

    field = fields.String(required=True, metadata={"description": 'Field of the register; "" where it is none'})
    sure = fields.Integer(required=True, metadata={"description": "0 to 100"})
    why = fields.String(required=True)
    asked = fields.Boolean(
        required=True, metadata={"description": "Not taken until a mapping names it, be it only to confirm the guess"}
    )
    examples = fields.List(fields.String(), required=True)


class SheetSchema(Schema):
    name = fields.String(required=True)
    rows = fields.Integer(required=True)
    header_row = fields.Integer(required=True)
    skipped = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True, metadata={"description": "Rows left out, by kind"}
    )
    hidden = fields.Boolean(dump_default=False, metadata={"description": "Of a hidden sheet"})
    taken = fields.Boolean(dump_default=True, metadata={"description": "False for a hidden sheet that is left out"})


class WordOnRowSchema(Schema):
    sheet = fields.String(required=True)
    row = fields.Integer(required=True)
    business = fields.Boolean(required=True)
    by = fields.String(required=True)


class LeftTableSchema(Schema):
    """A table of the file that is no list of businesses; ``rows``: how many rows of data it seems to have."""

    sheet = fields.String(required=True)
    first = fields.Integer(required=True)
    last = fields.Integer(required=True)
    rows = fields.Integer(required=True)
    headings = fields.String(required=True)
    reason = fields.String(required=True)


class BatchSchema(Schema):
    id = fields.UUID(required=True)
    filename = fields.String(required=True)
    status = fields.String(required=True)
    size = fields.Integer(required=True)
    sheets = fields.List(fields.Nested(SheetSchema), required=True)
    said_rows = fields.List(
        fields.Nested(WordOnRowSchema),
        required=True,
        metadata={"description": "What people said of rows against what they were taken for"},
    )
    left_tables = fields.List(fields.Nested(LeftTableSchema), required=True)
    mapping = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    columns = fields.Dict(keys=fields.String(), values=fields.Nested(ColumnSchema), required=True)
    dates = fields.Dict(keys=fields.String(), values=fields.Nested(DateColumnSchema), required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    foreseen = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={"description": "Of how many rows becomes what: drafts, and for want of what; closings; replacements"},
    )
    defaults = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(AnswerSchema),
        required=True,
        metadata={"description": "What a person said of the whole list where its cells are empty"},
    )
    outcome = fields.Dict(
        keys=fields.String(),
        values=fields.Raw(),
        required=True,
        metadata={"description": "Confirmed: IKM new and touched, rows waiting, as they are now; undone: what stays"},
    )
    notice = fields.String(allow_none=True, metadata={"description": "What happened meanwhile, as a sentence"})
    work = fields.Nested(
        WorkSchema, allow_none=True, metadata={"description": "How far the step is that a large list is in"}
    )
    plan_digest = fields.String(allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    created_by = fields.String(required=True)
    confirmed_at = fields.AwareDateTime(allow_none=True)
    undone_at = fields.AwareDateTime(allow_none=True)
    revision = fields.Integer(required=True)


BatchPageSchema = page_of(BatchSchema)

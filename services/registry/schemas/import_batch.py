"""Imports as they come in by form and API, and as programs read them."""

from marshmallow import Schema, fields, validate

from services.registry.domain.column_fields import FIELDS
from services.registry.domain.date_order import CHOICES
from services.registry.domain.import_plan import VERDICTS
from services.registry.domain.row_effects import EFFECTS
from services.registry.domain.wording import BRANCHES
from services.registry.schemas.values import Understood, kbli
from shared.vocabulary import CLUSTERS, KECAMATAN
from shared.web.paging import PageQuerySchema, page_of
from shared.web.text import Line, Verbatim
from shared.web.work_api import WorkSchema


class UploadSchema(Schema):
    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class MappingSchema(Schema):
    """``mapping`` may name only the columns that change; "" leaves a column out."""

    mapping = fields.Dict(
        keys=Line(validate=validate.Length(max=500)),
        values=Line(validate=validate.OneOf(["", *FIELDS])),
        required=True,
        metadata={"description": "Column label to field of the register"},
    )
    date_orders = fields.Dict(
        keys=Line(validate=validate.Length(max=500)),
        values=Line(validate=validate.OneOf(CHOICES)),
        metadata={"description": "Column label to what stands first in its days; without it no day in doubt is taken"},
    )
    revision = fields.Integer(metadata={"description": "As read; a newer one answers 409"})


class SheetChoiceSchema(Schema):
    taken = fields.List(
        Line(validate=validate.Length(max=200)),
        required=True,
        validate=validate.Length(max=200),
        metadata={"description": "The hidden sheets that are taken in; all others are left out"},
    )
    revision = fields.Integer(metadata={"description": "As read; a newer one answers 409"})


class SaidRowSchema(Schema):
    """A person's word on a row, against what it was taken for; it holds for this import only."""

    sheet = Verbatim(required=True, validate=validate.Length(max=200))
    row = fields.Integer(required=True, validate=validate.Range(1, 10_000_000))
    business = fields.Boolean(required=True)
    revision = fields.Integer(metadata={"description": "As read; a newer one answers 409"})


class AnswersSchema(Schema):
    """What holds for every row whose cell is empty; "" takes it back, what is not named stays."""

    kecamatan_code = Line(validate=validate.OneOf(["", *KECAMATAN]))
    cluster = Line(validate=validate.OneOf(["", *CLUSTERS]))
    kbli = Understood(kbli)
    branch = Line(validate=validate.OneOf(["", *BRANCHES]))
    revision = fields.Integer(metadata={"description": "As read; a newer one answers 409"})


class AnswerSchema(Schema):
    """``by``: who said it."""

    value = fields.String(required=True)
    by = fields.String(required=True)
    at = fields.String(required=True)


class ConfirmSchema(Schema):
    plan = Verbatim(
        required=True,
        validate=validate.Length(max=64),
        metadata={"description": "The plan_digest of the plan that was looked at"},
    )


class UndoQuerySchema(Schema):
    later = fields.Boolean(
        load_default=False, metadata={"description": "Undo the later imports that built on it first, too"}
    )


class RowQuerySchema(PageQuerySchema):
    verdict = Line(validate=validate.OneOf(VERDICTS))
    effect = Line(validate=validate.OneOf(list(EFFECTS)), metadata={"description": "What becomes of a row"})
    search = Line(validate=validate.Length(max=200), metadata={"description": "Part of the name"})


class RowDecisionSchema(Schema):
    decision = Line(required=True, validate=validate.OneOf(["same", "different", "later"]))
    ikm_id = fields.UUID(allow_none=True, metadata={"description": "With “same”: which of the candidates"})
    seen = fields.List(
        fields.UUID(),
        metadata={"description": "With “different”: the candidates compared; another one by now answers 409"},
    )


class AlikeSchema(Schema):
    seen = fields.Integer(
        metadata={"description": "How many rows of this reason were shown, to tell what came between"}
    )


class SeriesSchema(Schema):
    """What became of rows that were decided alike; ``work_id`` where they are so many that the lane does it."""

    decided = fields.Integer(required=True)
    left = fields.Integer(required=True, metadata={"description": "They may be something else by now"})
    meanwhile = fields.Integer(required=True, metadata={"description": "Decided by others meanwhile, left alone"})
    work_id = fields.UUID(allow_none=True)


class DoubtGroupSchema(Schema):
    batch_id = fields.UUID(required=True)
    filename = fields.String(required=True)
    reasons = fields.List(fields.String(), required=True)
    count = fields.Integer(required=True)
    sample = fields.UUID(required=True, metadata={"description": "The first of these rows"})


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


class CandidateSchema(Schema):
    ikm_id = fields.String(required=True)
    name = fields.String(required=True)
    number = fields.String(allow_none=True)
    reasons = fields.List(fields.String(), required=True)


class NibHolderSchema(Schema):
    ikm_id = fields.String(required=True)
    name = fields.String(required=True)
    number = fields.String(required=True)


class FieldChangeSchema(Schema):
    field = fields.String(required=True)
    old = fields.String(allow_none=True)
    new = fields.String(allow_none=True)
    kind = fields.String(required=True, validate=validate.OneOf(["fill", "change", "conflict"]))


class RowSchema(Schema):
    id = fields.UUID(required=True)
    sheet = fields.String(required=True)
    number = fields.Integer(required=True, metadata={"description": "As the spreadsheet numbers it"})
    name = fields.String(allow_none=True)
    verdict = fields.String(required=True, validate=validate.OneOf(VERDICTS))
    effects = fields.List(fields.String(), required=True, metadata={"description": "What becomes of it, in codes"})
    waiting = fields.Boolean(required=True, metadata={"description": "Waits for a person's decision"})
    decision = fields.String(allow_none=True)
    decided_by = fields.String(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)
    ikm_id = fields.String(allow_none=True)
    nib_holder = fields.Nested(
        NibHolderSchema,
        allow_none=True,
        metadata={"description": "Whoever has this NIB; “different” notes it on the new IKM as the owner's"},
    )
    reasons = fields.List(fields.String(), required=True)
    remarks = fields.List(fields.String(), required=True)
    doubt = fields.String(allow_none=True, metadata={"description": "The kind of reason, in codes"})
    candidates = fields.List(fields.Nested(CandidateSchema), required=True)
    changes = fields.List(fields.Nested(FieldChangeSchema), required=True)


RowPageSchema = page_of(RowSchema)

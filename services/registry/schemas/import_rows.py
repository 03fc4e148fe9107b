"""The rows of an import: asked for, decided, and as programs read them."""

from marshmallow import Schema, fields, validate

from services.registry.domain.import_plan import VERDICTS
from services.registry.domain.row_effects import EFFECTS
from shared.web.paging import PageQuerySchema, page_of
from shared.web.text import Line


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

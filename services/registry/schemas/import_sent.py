"""What a person or a program sends about an import."""

from marshmallow import Schema, fields, validate

from services.registry.domain.column_fields import FIELDS
from services.registry.domain.date_order import CHOICES
from services.registry.domain.wording import BRANCHES
from services.registry.schemas.values import Understood, kbli
from shared.vocabulary import CLUSTERS, KECAMATAN
from shared.web.text import Line, Verbatim


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

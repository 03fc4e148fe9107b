"""How the seats of an offer are divided, by form and by JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.partners.domain.assignment.instance import Kind
from services.partners.domain.segment import MOST, SEXES
from services.partners.schemas.offer import SEATS, in_our_time
from shared.language import msg
from shared.vocabulary import KECAMATAN
from shared.web.text import Line


class SegmentSchema(Schema):
    """A part of the quota: ``amount`` seats, or ``percent`` of the quota, kept for IKM of these ``kecamatan`` and
    ``sex``, or the least or the most that they get; ``each_desa``: the most for every desa by itself. ``until``: the
    day from which it no longer holds.
    """

    id = fields.UUID(dump_only=True)
    kind = Line(required=True, validate=validate.OneOf([kind.value for kind in Kind]))
    amount = fields.Integer(required=True, validate=SEATS)
    percent = fields.Boolean(load_default=False)
    kecamatan = fields.List(Line(validate=validate.OneOf(KECAMATAN)), load_default=list)
    sex = Line(load_default=None, allow_none=True, validate=validate.OneOf(SEXES))
    each_desa = fields.Boolean(load_default=False)
    until = fields.Date(load_default=None, allow_none=True, validate=in_our_time)

    @validates_schema(skip_on_field_errors=False)
    def require_sense(self, data: Any, **_: Any) -> None:
        wrong = {}
        if data.get("percent") and data.get("amount", 0) > 100:
            wrong["amount"] = [msg("Of the quota there are at most 100 percent.")]
        if data.get("each_desa") and data.get("kind") not in (None, Kind.AT_MOST.value):
            wrong["each_desa"] = [msg("For each desa there can only be a most.")]
        if not (data.get("kecamatan") or data.get("sex") or data.get("each_desa")) and "kind" in data:
            wrong["kecamatan"] = [msg("Say for whom: a kecamatan, women or men, or each desa.")]
        if wrong:
            raise ValidationError(wrong)


class DroppedSegmentSchema(Schema):
    segment_id = fields.UUID(required=True)


class UnconfirmedSchema(Schema):
    """``takes_unconfirmed``: plans may also propose IKM about whom something is still to be asked."""

    takes_unconfirmed = fields.Boolean(required=True)


class DivisionSchema(UnconfirmedSchema):
    """``segments``: parts of the quota."""

    segments = fields.List(fields.Nested(SegmentSchema), required=True, validate=validate.Length(max=MOST))


class StandingSchema(Schema):
    """How a part stands: ``left`` are kept, missing or may follow. ``broken``: it cannot be kept any more."""

    id = fields.UUID(attribute="segment.id")
    given = fields.Integer()
    proposed = fields.Integer()
    left = fields.Integer()
    lapsed = fields.Boolean()
    broken = fields.Boolean()


class DividedSchema(DivisionSchema):
    standing = fields.List(fields.Nested(StandingSchema))

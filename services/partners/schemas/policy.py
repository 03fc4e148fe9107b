"""The scoring policy: what goes out may come in again, changed."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.partners.domain.policy import CRITERIA
from shared.language import msg
from shared.vocabulary import CLUSTERS, KECAMATAN
from shared.web.paging import page_of
from shared.web.text import Line

POINTS = validate.Range(0, 100)
ALL_POINTS = 100
WeightsSchema = Schema.from_dict(
    {name: fields.Integer(required=True, validate=POINTS) for name in CRITERIA}, name="WeightsSchema"
)


class PolicySchema(Schema):
    version = fields.Integer(required=True)
    weights = fields.Nested(WeightsSchema, required=True)
    priority_clusters = fields.List(Line(validate=validate.OneOf(CLUSTERS)))
    low_mobility = fields.List(Line(validate=validate.OneOf(KECAMATAN)))
    yearly_cap = fields.Integer(required=True, validate=validate.Range(1, 50))
    step = fields.Integer(validate=POINTS)
    lately_days = fields.Integer(required=True, validate=validate.Range(1, 3650))
    answer_days = fields.Integer(required=True, validate=validate.Range(0, 30))

    @validates_schema(skip_on_field_errors=False)
    def require_hundred(self, data: Any, **_: Any) -> None:
        weights = data.get("weights", {})
        total = sum(weights.values())
        if weights.keys() == set(CRITERIA) and total != ALL_POINTS:
            raise ValidationError(
                {"weights": [msg("The points must add up to 100; now they are {total}.", total=total)]}
            )


class PolicyVersionSchema(Schema):
    """``changed`` names what differs from the version before."""

    policy = fields.Nested(PolicySchema)
    changed = fields.List(fields.String())
    changed_by = fields.String(allow_none=True)
    created_at = fields.AwareDateTime(attribute="policy.created_at")


PolicyVersionPageSchema = page_of(PolicyVersionSchema)

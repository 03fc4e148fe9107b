"""An assessment as it comes in, and rises as programs see them."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from services.registry.domain.rise_rules import ASPECTS, IN_FORCE, SCORES
from shared.web.paging import PageQuerySchema, page_of
from shared.web.text import Line


def _score() -> fields.Integer:
    return fields.Integer(allow_none=True, validate=validate.OneOf(list(SCORES)))


class AssessmentSchema(Schema):
    """Scores from 1 to 5; an aspect without one was not assessed."""

    legalitas = _score()
    produksi = _score()
    keuangan = _score()
    sdm = _score()
    pemasaran = _score()
    operasional = _score()
    assessed_on = fields.Date(required=True)
    source = Line(required=True, validate=validate.Length(max=200))

    @post_load
    def apart(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        scores = {name: data.pop(name) for name in ASPECTS if name in data}
        return data | {"scores": {name: score for name, score in scores.items() if score is not None}}


class AssessmentFormSchema(AssessmentSchema):
    """The form brings the id: sending it twice records it once."""

    id = fields.UUID(required=True)


class RiseQuerySchema(PageQuerySchema):
    rule = Line(validate=validate.OneOf([rule.code for rule in IN_FORCE.rules]))


class RiseOutSchema(Schema):
    ikm_id = fields.UUID(attribute="rise.ikm_id")
    name = fields.String(attribute="ikm.name")
    rule = fields.String(attribute="rise.rule")
    version = fields.Integer(attribute="rise.version")
    risen_on = fields.Date(attribute="rise.risen_on")
    old = fields.String(attribute="rise.old", allow_none=True)
    new = fields.String(attribute="rise.new")
    evidence = fields.String(attribute="rise.evidence")


RisePageSchema = page_of(RiseOutSchema)

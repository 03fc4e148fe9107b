"""What may be said of an outcome, and how it is shown to programs."""

from marshmallow import Schema, fields, validate

from services.registry.domain.outcome import STATES
from shared.vocabulary import OUTCOMES
from shared.web.paging import PageQuerySchema, page_of
from shared.web.text import Line


class EvidenceSchema(Schema):
    """A dated record: its number, and where it was seen. A page may add a file in place of the latter."""

    number = Line(required=True, validate=validate.Length(max=60))
    dated_on = fields.Date(required=True)
    expires_on = fields.Date(allow_none=True)
    source = Line(validate=validate.Length(max=200), allow_none=True)


class EvidenceFormSchema(EvidenceSchema):
    """The form brings the id the evidence will have: sending it twice records it once."""

    id = fields.UUID(required=True)


class OutcomeQuerySchema(PageQuerySchema):
    state = Line(validate=validate.OneOf(list(STATES)))
    kind = Line(validate=validate.OneOf(list(OUTCOMES)))


class EvidenceOutSchema(Schema):
    id = fields.UUID()
    number = fields.String()
    dated_on = fields.Date()
    expires_on = fields.Date(allow_none=True)
    source = fields.String(allow_none=True)
    file_name = fields.String(allow_none=True)


class ProgrammeOutSchema(Schema):
    offer_id = fields.UUID()
    title = fields.String()
    institution = fields.String()
    state = fields.String()


class OutcomeOutSchema(Schema):
    """One outcome with its evidence, newest last, and its programmes, the one that began it first."""

    id = fields.UUID(attribute="outcome.id")
    ikm_id = fields.UUID(attribute="outcome.ikm_id")
    kind = fields.String(attribute="outcome.kind")
    state = fields.String(attribute="outcome.state")
    reason = fields.String(attribute="outcome.reason", allow_none=True)
    planned_on = fields.Date(attribute="outcome.planned_on")
    began_on = fields.Date(attribute="outcome.began_on")
    achieved_on = fields.Date(attribute="outcome.achieved_on", allow_none=True)
    verified_on = fields.Date(attribute="outcome.verified_on", allow_none=True)
    expires_on = fields.Date(attribute="outcome.expires_on", allow_none=True)
    asked_on = fields.Date(attribute="outcome.asked_on", allow_none=True)
    evidence = fields.List(fields.Nested(EvidenceOutSchema), attribute="outcome.evidences")
    programmes = fields.List(fields.Nested(ProgrammeOutSchema))


OutcomePageSchema = page_of(OutcomeOutSchema)

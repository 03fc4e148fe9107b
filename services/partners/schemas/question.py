"""What may be noted of a call with a question, by form and by JSON, and what goes out about it."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from services.partners.domain.question import ANSWERS, Heard
from shared.web.paging import PageQuerySchema, page_of
from shared.web.text import Line


class HeardSchema(Schema):
    """``tries`` is how often something was noted of this question when the caller looked."""

    answer = Line(required=True, validate=validate.OneOf(list(ANSWERS)))
    number = Line(load_default=None, allow_none=True, validate=validate.Length(max=20))
    expires_on = fields.Date(load_default=None, allow_none=True)
    tries = fields.Integer(required=True, validate=validate.Range(min=0, max=2**31 - 1))


def heard_of(data: Mapping[str, Any]) -> Heard:
    """Return what a loaded form or body says came of the call, or as much of it as could be read."""
    return Heard(data.get("answer", ""), data.get("number"), data.get("expires_on"))


class QuestionCallSchema(Schema):
    """What came of a call with a question."""

    id = fields.UUID()
    offer_id = fields.UUID()
    ikm_id = fields.UUID()
    question = fields.String()
    answer = fields.String(allow_none=True)
    number = fields.String(allow_none=True)
    expires_on = fields.Date(allow_none=True)
    tries = fields.Integer()
    called_at = fields.AwareDateTime()
    settled_at = fields.AwareDateTime(
        allow_none=True, metadata={"description": "When the register said what it made of the answer"}
    )
    refusal = fields.String(allow_none=True, metadata={"description": "Why the register did not take the answer"})


class QuestionQuerySchema(PageQuerySchema):
    kecamatan = Line(load_default=None, validate=validate.Length(max=10))


class ToAskSchema(Schema):
    ikm_id = fields.UUID(attribute="profile.ikm_id")
    ikm_name = fields.String(attribute="profile.name")
    contact_name = fields.String(attribute="profile.contact_name")
    phone = fields.String(attribute="profile.phone", allow_none=True)
    question = fields.String(attribute="question.key")
    words = fields.Function(lambda item: str(item.question.words), metadata={"type": "string"})
    answers = fields.Function(
        lambda item: list(item.question.answers),
        metadata={"type": "array", "items": {"type": "string"}, "description": "Empty: written in the register"},
    )
    call = fields.Nested(QuestionCallSchema, allow_none=True)


ToAskPageSchema = page_of(ToAskSchema)

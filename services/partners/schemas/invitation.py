"""What may be answered to an invitation, by form and by JSON, and what goes out about it."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from services.partners.domain.answer import Answer, given
from services.partners.domain.excuse import EXCUSES
from services.partners.domain.invitation import ANSWERS, TOLD_HOW
from services.partners.schemas.institution import MoveSchema
from shared.web.text import Line, Paragraph


class AnswerSchema(Schema):
    answer = Line(required=True, validate=validate.OneOf(ANSWERS))
    excuse = Line(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(EXCUSES),
        metadata={"description": "Why they cannot come; the reason in own words may stand beside it or alone"},
    )
    reason = Paragraph(load_default=None, allow_none=True, validate=validate.Length(max=1000))
    delegate_name = Line(load_default=None, allow_none=True, validate=validate.Length(max=200))
    delegate_relation = Line(load_default=None, allow_none=True, validate=validate.Length(max=100))


class RecordedAnswerSchema(AnswerSchema):
    """An answer that staff heard."""

    source = Line(load_default="phone", validate=validate.OneOf(("phone", "office")))


class CancellationSchema(MoveSchema):
    """A seat taken back; whoever was invited is told the reason."""

    by_ikm = fields.Boolean(
        load_default=False, metadata={"description": "The IKM asked for it itself, so nobody tells it"}
    )


class ToldSchema(Schema):
    how = Line(required=True, validate=validate.OneOf(TOLD_HOW))


class InvitationSchema(Schema):
    id = fields.UUID()
    offer_id = fields.UUID()
    nomination_id = fields.UUID()
    ikm_id = fields.UUID()
    ikm_name = fields.String(attribute="nomination.profile.name")
    state = fields.String()
    channel = fields.String()
    promoted = fields.Boolean()
    issued_at = fields.AwareDateTime()
    answer_by = fields.AwareDateTime()
    answered_at = fields.AwareDateTime(allow_none=True)
    excuse = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    delegate_name = fields.String(allow_none=True)
    delegate_relation = fields.String(allow_none=True)
    source = fields.String(allow_none=True)
    notice = fields.String(
        allow_none=True, metadata={"description": "What the IKM is told of an invitation that was called off"}
    )
    told_at = fields.AwareDateTime(allow_none=True)
    told_how = fields.String(allow_none=True)
    doubtful_since = fields.AwareDateTime(
        allow_none=True, metadata={"description": "Since when it is open whether the mail about it arrived"}
    )
    revision = fields.Integer()


def answer_of(data: Mapping[str, Any]) -> Answer:
    """Return the answer a loaded form or body gives, or as much of it as could be read."""
    return given(
        data.get("answer", ""),
        data.get("reason"),
        data.get("delegate_name"),
        data.get("delegate_relation"),
        data.get("excuse"),
    )

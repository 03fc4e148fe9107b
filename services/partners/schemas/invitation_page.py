"""Invitations as they go out: the call list for the office, one invitation for whoever holds its link."""

from marshmallow import Schema, fields, validate

from services.partners.queries.call_keys import KINDS
from services.partners.schemas.invitation import InvitationSchema
from services.partners.schemas.offer import OfferSchema
from services.partners.schemas.question import QuestionCallSchema
from shared.web.paging import PageQuerySchema, page_of
from shared.web.text import Line


class CallQuerySchema(PageQuerySchema):
    kind = Line(load_default=None, validate=validate.OneOf(KINDS))
    offer_id = fields.UUID(load_default=None)
    kecamatan = Line(load_default=None, validate=validate.Length(max=10))


class LineCallSchema(Schema):
    """A wait, what came of it, or meetings that changed, of an IKM that mail does not tell."""

    id = fields.UUID()
    nomination_id = fields.UUID()
    ikm_name = fields.String(attribute="nomination.profile.name")
    why = fields.String(metadata={"description": "in_line, no_seat, called_off, taken_out or schedule"})
    reason = fields.String(allow_none=True)
    ended_at = fields.AwareDateTime()
    told_at = fields.AwareDateTime(allow_none=True)
    told_how = fields.String(allow_none=True)


class CallSchema(Schema):
    kind = fields.String(
        metadata={
            "description": "answer: to be heard; news: to be told that it is called off; "
            "line: to be told the place in line, or that waiting came to nothing; "
            "times: to be told that meetings changed; told: done; "
            "asked: a question was answered; untaken: the register did not take that answer"
        }
    )
    invitation = fields.Nested(InvitationSchema, allow_none=True)
    line = fields.Nested(LineCallSchema, allow_none=True)
    question = fields.Nested(QuestionCallSchema, allow_none=True)
    offer_title = fields.String(attribute="offer.title")
    contact_name = fields.String(attribute="profile.contact_name")
    phone = fields.String(attribute="profile.phone", allow_none=True)
    whatsapp = fields.String(
        allow_none=True,
        metadata={
            "description": "Opens a chat with what is to be said ready to be sent; "
            "null where that holds the link that answers, and the account may not record answers or the "
            "site has no address that others can open"
        },
    )
    told_by = fields.String(attribute="teller", allow_none=True)


CallPageSchema = page_of(CallSchema)


class OpenAnswerSchema(InvitationSchema):
    class Meta:
        fields = (
            "ikm_name",
            "state",
            "answer_by",
            "answered_at",
            "excuse",
            "reason",
            "delegate_name",
            "delegate_relation",
        )


class OpenOfferSchema(OfferSchema):
    class Meta:
        fields = ("title", "summary", "topic", "form", "mode", "place", "map_url", "starts_on", "ends_on", "hours_from",
                  "hours_until", "sessions", "cost", "bring", "contact_name", "contact_phone")  # fmt: skip


class OpenInvitationSchema(Schema):
    """What the invitation's page shows, and nothing more."""

    invitation = fields.Nested(OpenAnswerSchema)
    offer = fields.Nested(OpenOfferSchema)
    institution = fields.String(attribute="offer.institution.name")

"""Invitations as they go out: the call list for the office, one invitation for who holds its link."""

from marshmallow import Schema, fields

from services.partners.schemas.invitation import InvitationSchema
from services.partners.schemas.offer import OfferSchema


class CallSchema(Schema):
    invitation = fields.Nested(InvitationSchema)
    offer_title = fields.String(attribute="offer.title")
    contact_name = fields.String(attribute="profile.contact_name")
    phone = fields.String(attribute="profile.phone", allow_none=True)
    whatsapp = fields.String(
        allow_none=True, metadata={"description": "Opens a chat with the invitation ready to be sent"}
    )


class CallPageSchema(Schema):
    items = fields.List(fields.Nested(CallSchema))
    total = fields.Integer()


class OpenAnswerSchema(InvitationSchema):
    class Meta:
        fields = ("ikm_name", "state", "answer_by", "answered_at", "reason", "delegate_name", "delegate_relation")


class OpenOfferSchema(OfferSchema):
    class Meta:
        fields = ("title", "summary", "topic", "form", "mode", "place", "starts_on", "ends_on", "sessions")


class OpenInvitationSchema(Schema):
    """What the invitation's page shows, and nothing more."""

    invitation = fields.Nested(OpenAnswerSchema)
    offer = fields.Nested(OpenOfferSchema)
    institution = fields.String(attribute="offer.institution.name")

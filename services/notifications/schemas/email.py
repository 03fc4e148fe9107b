"""Mails as they go out by the API. The context stays inside: it holds the links with which people answer."""

from marshmallow import Schema, fields, validate

from services.notifications.domain.message import CHANNELS, STATES
from services.notifications.letters.catalogue import LETTERS
from shared.web.paging import PageQuerySchema, page_of
from shared.web.text import Line


class EmailQuerySchema(PageQuerySchema):
    state = Line(validate=validate.OneOf(list(STATES)))
    template = Line(validate=validate.OneOf(list(LETTERS)))
    search = Line(validate=validate.Length(max=200), metadata={"description": "Part of address or name"})
    offer_id = fields.UUID()
    invitation_id = fields.UUID()
    ikm_id = fields.UUID()
    unsettled = fields.Boolean(metadata={"description": "Only mails that did not arrive and wait for a person"})


class EmailSchema(Schema):
    id = fields.UUID(required=True)
    template = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(list(STATES)))
    reason = fields.String(allow_none=True)
    recipient_name = fields.String(required=True)
    address = fields.String(required=True)
    language = fields.String(required=True)
    subject = fields.String(allow_none=True)
    message_id = fields.String(allow_none=True)
    attempts = fields.Integer(required=True)
    last_error = fields.String(allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    next_attempt_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)
    sent_at = fields.AwareDateTime(allow_none=True)
    settled_at = fields.AwareDateTime(allow_none=True)
    invitation_id = fields.UUID(allow_none=True)
    ikm_id = fields.UUID(allow_none=True)
    offer_id = fields.UUID(allow_none=True)
    correlation_id = fields.String(required=True)
    revision = fields.Integer(required=True)


EmailPageSchema = page_of(EmailSchema, counts=fields.Dict(keys=fields.String(), values=fields.Integer(), required=True))


class DeliverySchema(Schema):
    """One way on which a mail went or goes: another begins where the address was corrected, or a person says so."""

    channel = fields.String(required=True, validate=validate.OneOf(list(CHANNELS)))
    address = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(list(STATES)))
    attempts = fields.Integer(required=True)
    began_at = fields.AwareDateTime(required=True)
    answer = fields.String(allow_none=True)


class EmailDetailSchema(EmailSchema):
    """``text`` and ``html`` are as sent, but the personal answer link is masked; null where it cannot be written."""

    deliveries = fields.List(fields.Nested(DeliverySchema), required=True)
    text = fields.String(required=True, allow_none=True)
    html = fields.String(required=True, allow_none=True)


class RevisionSchema(Schema):
    revision = fields.Integer(metadata={"description": "As read; a newer one answers 409"})

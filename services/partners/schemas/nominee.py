"""Nominations as they go out: pages for the office, the permitted fields for an institution."""

from marshmallow import Schema, fields

from services.partners.schemas.nomination import NominationSchema
from shared.web.paging import page_of

NominationPageSchema = page_of(NominationSchema)


class InstitutionNomineeSchema(Schema):
    """No NIK, turnover or score; owner and contact only of whom it accepted, the name where it may be named."""

    nomination_id = fields.UUID()
    ikm_name = fields.String(allow_none=True)
    contact_name = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)
    email = fields.String(allow_none=True)
    kecamatan_code = fields.String(allow_none=True)
    cluster = fields.String(allow_none=True)
    product = fields.String(allow_none=True)
    state = fields.String()
    reason = fields.String(allow_none=True)
    answer = fields.String(allow_none=True)
    delegate_name = fields.String(allow_none=True)


class NominationStateSchema(Schema):
    id = fields.UUID()
    offer_id = fields.UUID()
    state = fields.String()
    reason = fields.String(allow_none=True)


class ConfirmedSchema(Schema):
    seated = fields.Integer()
    waiting = fields.Integer()

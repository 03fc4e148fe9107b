"""What may come in about an institution and go out again, by form and by JSON."""

from marshmallow import Schema, fields, validate

from services.partners.domain.institution import STATES
from shared.vocabulary import INSTITUTION_KINDS
from shared.web.paging import PageQuerySchema, page_of


class InstitutionSchema(Schema):
    id = fields.UUID()
    name = fields.String(required=True, validate=validate.Length(1, 200))
    kind = fields.String(required=True, validate=validate.OneOf(INSTITUTION_KINDS))
    contact_name = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))
    email = fields.Email(load_default=None, allow_none=True, validate=validate.Length(max=254))
    phone = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=30))
    service_area = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=1000))
    state = fields.String(dump_only=True)
    state_reason = fields.String(dump_only=True, allow_none=True)
    revision = fields.Integer()


class InstitutionBodySchema(InstitutionSchema):
    """What a program sends: its id and version travel in the address and in headers."""

    class Meta:
        exclude = ("id", "revision")


class NewInstitutionSchema(InstitutionSchema):
    """The page's form: the institution and, where it will sign in, the address of its first account."""

    account_email = fields.Email(load_default=None, allow_none=True, validate=validate.Length(max=254))


class InstitutionAccountSchema(Schema):
    account_name = fields.String(required=True, validate=validate.Length(1, 200))
    account_email = fields.Email(required=True, validate=validate.Length(max=254))


class MoveSchema(Schema):
    reason = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=1000))


class InstitutionQuerySchema(PageQuerySchema):
    state = fields.String(load_default=None, validate=validate.OneOf(STATES))
    kind = fields.String(load_default=None, validate=validate.OneOf(INSTITUTION_KINDS))
    search = fields.String(load_default=None, validate=validate.Length(max=100))


InstitutionPageSchema = page_of(InstitutionSchema)

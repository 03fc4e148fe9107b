"""What may come in about an institution and go out again, by form and by JSON."""

from marshmallow import Schema, fields, validate

from services.partners.domain.institution import STATES
from shared.vocabulary import INSTITUTION_KINDS
from shared.web.paging import PageQuerySchema, page_of
from shared.web.text import Email, Line, Paragraph


class InstitutionSchema(Schema):
    id = fields.UUID()
    name = Line(required=True, validate=validate.Length(1, 200))
    kind = Line(required=True, validate=validate.OneOf(INSTITUTION_KINDS))
    contact_name = Line(load_default=None, allow_none=True, validate=validate.Length(max=200))
    email = Email(load_default=None, allow_none=True, validate=validate.Length(max=254))
    phone = Line(load_default=None, allow_none=True, validate=validate.Length(max=30))
    service_area = Paragraph(load_default=None, allow_none=True, validate=validate.Length(max=1000))
    state = Line(dump_only=True)
    state_reason = Line(dump_only=True, allow_none=True)
    revision = fields.Integer()


class InstitutionBodySchema(InstitutionSchema):
    """What a program sends: its id and version travel in the address and in headers."""

    class Meta:
        exclude = ("id", "revision")


class NewInstitutionSchema(InstitutionSchema):
    """The page's form: the institution and, where it will sign in, the address of its first account."""

    account_email = Email(load_default=None, allow_none=True, validate=validate.Length(max=254))
    activate = fields.Boolean(load_default=False)


class InstitutionAccountSchema(Schema):
    account_name = Line(required=True, validate=validate.Length(1, 200))
    account_email = Email(required=True, validate=validate.Length(max=254))
    activate = fields.Boolean(load_default=False)


class MoveSchema(Schema):
    reason = Paragraph(load_default=None, allow_none=True, validate=validate.Length(max=1000))


class InstitutionQuerySchema(PageQuerySchema):
    state = Line(load_default=None, validate=validate.OneOf(STATES))
    kind = Line(load_default=None, validate=validate.OneOf(INSTITUTION_KINDS))
    search = Line(load_default=None, validate=validate.Length(max=100))
    waiting = fields.Boolean(
        load_default=False, metadata={"description": "Only those that sign in and are no active partners yet"}
    )


InstitutionPageSchema = page_of(InstitutionSchema)

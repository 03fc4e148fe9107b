"""What may come in about accounts, by form and by JSON."""

from marshmallow import Schema, fields, validate

from services.partners.domain.account import OFFICE_ROLES
from shared.web.text import Email, Line, Verbatim


class SignInSchema(Schema):
    email = Line(required=True, validate=validate.Length(1, 254))
    password = Verbatim(required=True, load_only=True, validate=validate.Length(1, 128))
    next = Verbatim(load_default="", load_only=True)
    kept = Verbatim(load_default="", load_only=True)


class TokenRequestSchema(Schema):
    email = Line(required=True, validate=validate.Length(1, 254))
    password = Verbatim(required=True, load_only=True, validate=validate.Length(1, 128))


class TokenSchema(Schema):
    token = fields.String(required=True)
    token_type = fields.String(required=True, dump_default="Bearer")
    sign_in_id = fields.UUID(required=True)
    ends_at = fields.AwareDateTime(required=True)


class SignInViewSchema(Schema):
    """One browser or program that is signed in; ``current`` is the one that asks."""

    id = fields.UUID()
    kind = fields.String()
    device = fields.String()
    began_at = fields.AwareDateTime()
    seen_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    current = fields.Boolean()


class OfficeAccountSchema(Schema):
    name = Line(required=True, validate=validate.Length(1, 200))
    email = Email(required=True, validate=validate.Length(max=254))
    role = Line(required=True, validate=validate.OneOf(OFFICE_ROLES))


class RoleSchema(Schema):
    role = Line(required=True, validate=validate.OneOf(OFFICE_ROLES))


class AccountSchema(Schema):
    id = fields.UUID()
    name = fields.String()
    email = fields.String()
    role = fields.String()
    active = fields.Boolean()


class AccountWithPasswordSchema(AccountSchema):
    """``password`` is null where none was made: the account existed, or was active, before."""

    password = fields.String(allow_none=True)


class InvitedSchema(AccountSchema):
    """``link`` sets the password once, until ``link_ends_at``; it is told in this answer and by mail alone."""

    link = fields.String()
    link_ends_at = fields.AwareDateTime()


class LinkPasswordSchema(Schema):
    secret = Verbatim(
        required=True, load_only=True, validate=validate.Length(1, 200), metadata={"description": "How the link ends"}
    )
    new_password = Verbatim(required=True, load_only=True)


class OwnAccountSchema(Schema):
    name = Line(required=True, validate=validate.Length(1, 200))
    email = Email(required=True, validate=validate.Length(max=254))
    current_password = Verbatim(required=True, load_only=True, validate=validate.Length(1, 128))


class ForgottenSchema(Schema):
    email = Line(required=True, validate=validate.Length(1, 254))


class NewPasswordSchema(Schema):
    new_password = Verbatim(required=True, load_only=True)
    next = Verbatim(load_default="", load_only=True)
    kept = Verbatim(load_default="", load_only=True)


class FirstPasswordSchema(TokenRequestSchema):
    """A password that was generated, and the one that takes its place."""

    new_password = Verbatim(required=True, load_only=True)


class PasswordSchema(Schema):
    current_password = Verbatim(required=True, load_only=True, validate=validate.Length(1, 128))
    new_password = Verbatim(required=True, load_only=True)

"""What may come in about accounts, by form and by JSON."""

from marshmallow import Schema, fields, pre_load, validate

from services.partners.domain.account import INSTITUTION, ROLES, normal_email
from shared.language import LANGUAGES


class SignInSchema(Schema):
    email = fields.String(required=True, validate=validate.Length(1, 254))
    password = fields.String(required=True, load_only=True, validate=validate.Length(1, 128))
    next = fields.String(load_default="", load_only=True)


class TokenRequestSchema(Schema):
    email = fields.String(required=True, validate=validate.Length(1, 254))
    password = fields.String(required=True, load_only=True, validate=validate.Length(1, 128))


class TokenSchema(Schema):
    token = fields.String(required=True)
    token_type = fields.String(required=True, dump_default="Bearer")


class PasswordSchema(Schema):
    current_password = fields.String(required=True, load_only=True, validate=validate.Length(1, 128))
    new_password = fields.String(required=True, load_only=True)


class AccountSchema(Schema):
    id = fields.UUID()
    name = fields.String(required=True, validate=validate.Length(1, 200))
    email = fields.Email(required=True, validate=validate.Length(max=254))
    role = fields.String(load_default=INSTITUTION, validate=validate.OneOf(ROLES))
    institution_id = fields.UUID(load_default=None, allow_none=True)
    language = fields.String(load_default="id", validate=validate.OneOf(LANGUAGES))
    active = fields.Boolean(dump_only=True)

    @pre_load
    def normalise(self, data, **_):
        return {**data, "email": normal_email(data["email"])} if isinstance(data.get("email"), str) else data

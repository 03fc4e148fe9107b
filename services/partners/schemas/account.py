"""What may come in about accounts, by form and by JSON."""

from marshmallow import Schema, fields, validate


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

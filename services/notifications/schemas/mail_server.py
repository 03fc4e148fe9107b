"""The mail server and its trial, by form and by JSON. A password comes in and never goes out."""

import re
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.notifications.domain.mail_server import OUTCOMES, SECURITIES
from shared.address import is_deliverable
from shared.language import msg
from shared.web.text import Email, Line, Verbatim, refusal

HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+")


def _host(text: str) -> None:
    if text and not HOST.fullmatch(text):
        raise refusal(msg("Write the name of the server alone, for example mail.example.go.id."))


def _mailbox(text: str) -> None:
    if text and not is_deliverable(text):
        raise refusal(msg("Write a mail address, for example ikm@example.go.id."))


def _ascii(text: str) -> None:
    if not text.isascii():
        raise refusal(msg("User and password may hold only plain letters, digits and signs."))


class MailServerSchema(Schema):
    """``revision`` is the one that was read. An empty ``password`` keeps the one that is sealed."""

    revision = fields.Integer(required=True)
    host = Line(load_default="", validate=[validate.Length(max=253), _host])
    port = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(1, 65535))
    security = Line(load_default="starttls", validate=validate.OneOf(list(SECURITIES)))
    user = Line(load_default="", validate=[validate.Length(max=254), _ascii])
    password = Verbatim(load_default="", load_only=True, validate=[validate.Length(max=256), _ascii])
    sender_name = Line(load_default="", validate=validate.Length(max=100))
    sender = Line(load_default="", validate=[validate.Length(max=254), _mailbox])

    @validates_schema(skip_on_field_errors=False)
    def require_host(self, data: Any, **_: Any) -> None:
        if data.get("user") and "host" in data and not data["host"]:
            raise ValidationError({"host": [msg("Write the name of the server as well.")]})


class MailServerViewSchema(MailServerSchema):
    """``has_password``: one is sealed. ``fixed``, ``fixed_sender``: what the installer said in its place."""

    has_password = fields.Boolean()
    fixed = fields.String()
    fixed_sender = fields.String()


class MailTrialSchema(Schema):
    address = Email(required=True, validate=validate.Length(max=254))


class MailTrialViewSchema(MailTrialSchema):
    """``outcome`` is null as long as it is not known; ``detail`` are the server's own words."""

    outcome = fields.String(allow_none=True, validate=validate.OneOf(list(OUTCOMES)))
    detail = fields.String()
    asked_at = fields.AwareDateTime()

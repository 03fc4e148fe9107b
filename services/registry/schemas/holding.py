"""What may be said of what hangs on an IKM: certificates, needs, consent."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from services.registry.domain.wording import CHANNELS, HELD
from shared.language import msg
from shared.nik import holds_likely_nik, holds_nik
from shared.vocabulary import CERTIFICATES, SEVERITIES, TOPICS
from shared.web.text import NIK_STANDS_HERE, Line, refusal


class CertificateSchema(Schema):
    """``unknown`` forgets what was recorded: nobody has asked."""

    kind = Line(required=True, validate=validate.OneOf(list(CERTIFICATES)))
    state = Line(required=True, validate=validate.OneOf(list(HELD)))
    number = Line(for_nik=True, validate=validate.Length(max=60), allow_none=True)
    issued_on = fields.Date(allow_none=True)
    expires_on = fields.Date(allow_none=True)
    remark = Line(validate=validate.Length(max=500), allow_none=True)

    @validates_schema(skip_on_field_errors=False)
    def ends_after_it_begins(self, data: dict[str, Any], **_: Any) -> None:
        begins, ends = data.get("issued_on"), data.get("expires_on")
        if begins and ends and ends < begins:
            raise ValidationError({"expires_on": refusal(msg("The end lies before the beginning.")).messages})

    @validates_schema(skip_on_field_errors=False)
    def shows_no_nik(self, data: dict[str, Any], **_: Any) -> None:
        if holds_nik(data.get("number") or "") and not _is_personal_npwp(data):
            raise ValidationError({"number": refusal(NIK_STANDS_HERE).messages})

    @post_load
    def keeps_no_nik(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """A personal NPWP is the owner's NIK, which no certificate may show: that it is held is what counts."""
        return data | {"number": None} if _is_personal_npwp(data) else data


def _is_personal_npwp(data: Mapping[str, Any]) -> bool:
    return data.get("kind") == "NPWP" and holds_likely_nik(data.get("number") or "")


class NeedSchema(Schema):
    topic = Line(required=True, validate=validate.OneOf(list(TOPICS)))
    severity = fields.Integer(required=True, validate=validate.OneOf(list(SEVERITIES)))


class ConsentSchema(Schema):
    state = Line(required=True, validate=validate.OneOf(["yes", "no"]))
    channel = Line(required=True, validate=validate.OneOf(list(CHANNELS)))

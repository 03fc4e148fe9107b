"""What may come in about single meetings of a programme that runs, by form and by JSON, and what goes out."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.partners.domain.series import WEEKDAYS
from services.partners.schemas.offer import SESSION_TIMES, LocalTime, SessionSchema, in_our_time
from shared.clock import WITA
from shared.language import msg
from shared.web.text import Line, Paragraph

SEEN = {"description": "Nominations of the IKM of which it was seen that they have another programme at that time"}


class KeptSessionSchema(SessionSchema):
    """A meeting as it stands, with why it changed last; ``sequence`` grows with each change."""

    title = Line(dump_only=True)
    sequence = fields.Integer(dump_only=True)
    reason = fields.String(dump_only=True, allow_none=True)
    changed_at = LocalTime(dump_only=True, allow_none=True)


class CancelledSessionSchema(Schema):
    """``sure``: what it leads to was seen; ``sequence``: of which state that was."""

    reason = Paragraph(required=True, validate=validate.Length(1, 1000))
    sequence = fields.Integer()
    sure = fields.Boolean(load_default=False)


class MovedSessionSchema(KeptSessionSchema):
    reason = Paragraph(required=True, validate=validate.Length(1, 1000))
    sequence = fields.Integer()
    seen = fields.List(fields.UUID(), load_default=list, metadata=SEEN)
    sure = fields.Boolean(load_default=False)


class AddedSessionsSchema(SessionSchema):
    """One meeting, or with ``until`` one on each of these ``weekdays``."""

    form_id = fields.UUID()
    weekdays = fields.List(Line(validate=validate.OneOf(WEEKDAYS)), load_default=list)
    until = fields.Date(load_default=None, allow_none=True, validate=in_our_time)
    seen = fields.List(fields.UUID(), load_default=list, metadata=SEEN)
    sure = fields.Boolean(load_default=False)

    @validates_schema(skip_on_field_errors=False)
    def require_end(self, data: Any, **_: Any) -> None:
        until, starts_at = data.get("until"), data.get("starts_at")
        if data.get("weekdays") and "until" in data and until is None:
            raise ValidationError({"until": [msg("Say until when it comes again.")]})
        if until and starts_at and until < starts_at.astimezone(WITA).date():
            raise ValidationError({"until": [msg("The last day lies before the first.")]})


class ClashQuerySchema(Schema):
    """The time of a meeting; without it, those of the programme itself are meant."""

    starts_at = LocalTime(load_default=None, validate=in_our_time)
    ends_at = LocalTime(load_default=None, validate=in_our_time)

    @validates_schema(skip_on_field_errors=False)
    def require_both(self, data: Any, **_: Any) -> None:
        if data.keys() >= SESSION_TIMES and (data["starts_at"] is None) != (data["ends_at"] is None):
            raise ValidationError({"ends_at": [msg("Please fill this in.")]})


class ClashSchema(Schema):
    """An IKM with a seat here, and what else it has then; an institution is not told which programme that is."""

    nomination_id = fields.UUID(attribute="nomination.id")
    ikm_name = fields.String(attribute="name", allow_none=True)
    title = fields.String(allow_none=True)

"""What may come in about nominations and go out again. Explanations go out worded in the reader's language."""

from typing import Any

from marshmallow import Schema, fields, validate

from shared.language import Message, translate
from shared.web.text import Paragraph

MOST_SELECTED = 2000


class Worded(fields.List[dict[str, Any]]):
    """Stored explanations: each with its message as a sentence."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields.Dict(), dump_only=True, **kwargs)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return [{**item, "message": translate(Message.from_json(item["message"]))} for item in value or []]


class SelectionSchema(Schema):
    """The IKM ticked in a list."""

    ikm_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(1, MOST_SELECTED))


class DismissalSchema(SelectionSchema):
    reason = Paragraph(required=True, validate=validate.Length(1, 1000))


class NominationSchema(Schema):
    """What staff see. A suggestion has no ``id`` and no ``revision``: it is worked out, not kept."""

    id = fields.UUID(allow_none=True)
    offer_id = fields.UUID()
    ikm_id = fields.UUID()
    ikm_name = fields.String(attribute="profile.name")
    kecamatan_code = fields.String(attribute="profile.kecamatan_code", allow_none=True)
    state = fields.String()
    rank = fields.Integer(allow_none=True)
    score = fields.Integer()
    breakdown = Worded()
    gate = Worded()
    policy_version = fields.Integer()
    reason = fields.String(allow_none=True)
    nominated_at = fields.AwareDateTime(allow_none=True)
    revision = fields.Integer(allow_none=True)

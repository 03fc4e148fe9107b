"""A pass shown at the door, and what the door says."""

from marshmallow import Schema, fields, validate

from shared.web.text import Line


class DoorSchema(Schema):
    """``code``: the letters of the pass, however they are spaced."""

    code = Line(required=True, validate=validate.Length(1, 40))


class LetInSchema(Schema):
    """``changed`` is not so for whoever was noted as present already; no name where it may not be told."""

    enrolment_id = fields.UUID()
    name = fields.String(allow_none=True)
    changed = fields.Boolean()

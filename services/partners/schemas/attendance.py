"""What is noted of who was there, by form, by a browser that was offline, and by JSON; and the list as it goes out."""

from marshmallow import Schema, fields, validate

from services.partners.domain.attendance import STATES
from shared.web.text import Line, Paragraph

MOST_ENTRIES = 5000


class WhatIsNotedSchema(Schema):
    """``came_instead`` and ``relation``: somebody came in place of the enrolled."""

    state = Line(required=True, validate=validate.OneOf(STATES))
    came_instead = Line(load_default=None, allow_none=True, validate=validate.Length(max=200))
    relation = Line(load_default=None, allow_none=True, validate=validate.Length(max=100))
    note = Paragraph(load_default=None, allow_none=True, validate=validate.Length(max=500))


class EntrySchema(WhatIsNotedSchema):
    """``entry_id`` is given by whoever notes: sent again it counts once. ``seen``: what stood there before."""

    entry_id = fields.UUID(load_default=None, allow_none=True)
    enrolment_id = fields.UUID(required=True)
    session_id = fields.UUID(required=True)
    seen = Line(load_default=None, allow_none=True, validate=validate.OneOf(STATES))


class EntriesSchema(Schema):
    """``reason``: why a closed list is corrected."""

    entries = fields.List(fields.Nested(EntrySchema), required=True, validate=validate.Length(1, MOST_ENTRIES))
    reason = Paragraph(load_default=None, allow_none=True, validate=validate.Length(max=1000))


class PersonMarkSchema(WhatIsNotedSchema):
    """One person at one session, on a page of its own."""

    session_id = fields.UUID(required=True)
    reason = Paragraph(load_default=None, allow_none=True, validate=validate.Length(max=1000))


class PlaceSchema(Schema):
    enrolment_id = fields.UUID()
    session_id = fields.UUID()


class NotedSchema(Schema):
    """``changed``: how many; ``overtaken``: what somebody else had noted meanwhile, which was left."""

    changed = fields.Integer()
    overtaken = fields.List(fields.Nested(PlaceSchema))


class SessionOfListSchema(Schema):
    id = fields.UUID()
    title = fields.String()
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()


class AttendeeSchema(Schema):
    """Without a name where an institution may not be told it."""

    enrolment_id = fields.UUID()
    name = fields.String(allow_none=True)
    kecamatan_code = fields.String(allow_none=True)
    state = fields.String()
    attended = fields.Integer(attribute="standing.attended")
    needed = fields.Integer(attribute="standing.needed")
    out_of_reach = fields.Boolean(attribute="standing.out_of_reach")
    marks = fields.Dict(keys=fields.UUID(), values=fields.String())


class AttendanceListSchema(Schema):
    """``closed_at``: since when a change needs a reason. ``closing``: what closing it is told it would lead to."""

    sessions = fields.List(fields.Nested(SessionOfListSchema))
    people = fields.List(fields.Nested(AttendeeSchema))
    threshold = fields.Integer()
    closed_at = fields.AwareDateTime(allow_none=True)
    closing = fields.Nested(
        {"completed": fields.Integer(), "incomplete": fields.Integer(), "no_show": fields.Integer(),
         "not_noted": fields.Integer(), "to_come": fields.Integer(), "seen": fields.String()}
    )  # fmt: skip


class ClosingSchema(Schema):
    """``seen``: what the list was said to lead to; where it would lead elsewhere by now, it is not closed."""

    seen = Line(required=True, validate=validate.Length(1, 100))


class ClosedSchema(Schema):
    offer_id = fields.UUID(attribute="id")
    closed_at = fields.AwareDateTime(attribute="list_closed_at")

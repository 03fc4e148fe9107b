"""Whom of the office each kind of staff mail is for, by form and by JSON."""

from marshmallow import Schema, fields

from services.notifications.letters.catalogue import TO_STAFF

MailReadersSchema: type[Schema] = Schema.from_dict(
    {name: fields.List(fields.UUID(), load_default=list) for name in sorted(TO_STAFF)}, name="MailReadersSchema"
)
"""By kind the accounts that read it; none: all."""

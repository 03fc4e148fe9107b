"""Whom of the office each kind of staff mail is for, by form and by JSON."""

from marshmallow import Schema, fields

from services.notifications.letters.catalogue import TO_STAFF

ByKind: type[Schema] = Schema.from_dict({name: fields.List(fields.UUID(), load_default=list) for name in TO_STAFF})


class MailReadersSchema(ByKind):  # type: ignore[valid-type, misc] # made above, a field for each kind
    """By kind the accounts that read it; none: all."""

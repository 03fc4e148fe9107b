"""How the seats of an offer are divided, by form and by JSON."""

from marshmallow import Schema, fields


class UnconfirmedSchema(Schema):
    """``takes_unconfirmed``: plans may also propose IKM about whom something is still to be asked."""

    takes_unconfirmed = fields.Boolean(required=True)


class DivisionSchema(UnconfirmedSchema):
    pass

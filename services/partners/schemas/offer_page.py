"""Offers as programs send and read them: ids and versions travel in addresses and headers."""

from marshmallow import Schema, fields

from services.partners.schemas.offer import OfferSchema


class NewOfferSchema(OfferSchema):
    class Meta:
        exclude = ("id", "revision")


class OfferBodySchema(OfferSchema):
    class Meta:
        exclude = ("id", "institution_id", "revision")


class OfferPageSchema(Schema):
    items = fields.List(fields.Nested(OfferSchema))
    total = fields.Integer()

"""Offers as programs send and read them: ids and versions travel in addresses and headers."""

from services.partners.schemas.offer import OfferSchema
from shared.web.paging import page_of


class NewOfferSchema(OfferSchema):
    class Meta:
        exclude = ("id", "revision")


class OfferBodySchema(OfferSchema):
    class Meta:
        exclude = ("id", "institution_id", "revision")


OfferPageSchema = page_of(OfferSchema)

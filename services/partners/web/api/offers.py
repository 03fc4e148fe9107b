"""Offers by JSON: an institution finds only its own."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.partners.actions import offers
from services.partners.models.offer import Offer
from services.partners.queries.about import About
from services.partners.queries.offers import OfferFilter, get_offer, list_offers
from services.partners.schemas.list_query import OfferQuerySchema
from services.partners.schemas.offer import OfferSchema, QuotaSchema
from services.partners.schemas.offer_page import NewOfferSchema, OfferBodySchema, OfferPageSchema
from services.partners.web.api.fresh import fresh
from services.partners.web.audience import scope
from shared.errors import InvalidInput
from shared.language import msg
from shared.rights import Right
from shared.web.api import IDEMPOTENCY_KEY, id_for_new, one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.paging import offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint("offers-api", __name__, url_prefix="/api/partners/v1/offers", description="Offers of institutions")


@api.route("")
class AllOffers(MethodView):
    @allow(Right.OFFERS_READ, Right.OWN_OFFERS_READ)
    @api.arguments(OfferQuerySchema, location="query")
    @api.response(200, OfferPageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List offers"""
        number, size = query.pop("page"), query.pop("page_size")
        of = scope(Right.OFFERS_READ)
        topic, institution_id = query.pop("topic"), query.pop("institution_id")
        about = About(topic=topic, institution_id=of or institution_id)
        wanted = OfferFilter(**query, about=about)
        with reading() as session:
            rows, total = list_offers(session, wanted, size, offset(number, size), of=of)
        return one_page([row.offer for row in rows], total, number, size)

    @allow(Right.OFFERS_WRITE, Right.OWN_OFFERS_WRITE)
    @api.doc(parameters=[IDEMPOTENCY_KEY])
    @api.etag
    @api.arguments(NewOfferSchema)
    @api.response(201, OfferSchema)
    def post(self, sent: dict[str, Any]) -> Offer:
        """Draft an offer; the office names the institution, an institution is always its own"""
        institution_id = scope(Right.OFFERS_WRITE) or sent.pop("institution_id", None)
        if institution_id is None:
            raise InvalidInput({"institution_id": [msg("Please fill this in.")]})
        with transaction() as session:
            return _tagged(fresh(session, offers.draft_offer(session, id_for_new(), institution_id, sent)))


@api.route("/<uuid:offer_id>")
class OneOffer(MethodView):
    @allow(Right.OFFERS_READ, Right.OWN_OFFERS_READ)
    @api.etag
    @api.response(200, OfferSchema)
    def get(self, offer_id: UUID) -> Offer:
        """Read one offer"""
        with reading() as session:
            return _tagged(get_offer(session, offer_id, of=scope(Right.OFFERS_READ)))

    @allow(Right.OFFERS_WRITE, Right.OWN_OFFERS_WRITE)
    @api.etag
    @api.arguments(OfferBodySchema)
    @api.response(200, OfferSchema)
    def put(self, sent: dict[str, Any], offer_id: UUID) -> Offer:
        """Change a draft or a returned offer"""
        with transaction() as session:
            get_offer(session, offer_id, of=scope(Right.OFFERS_WRITE))
            api.check_etag(_tag(offers.offer_for_work(session, offer_id)))
            return _tagged(fresh(session, offers.edit_offer(session, offer_id, sent)))


@api.route("/<uuid:offer_id>/quota")
class Quota(MethodView):
    @allow(Right.OFFERS_MOVE)
    @api.arguments(QuotaSchema)
    @api.response(200, OfferSchema)
    def put(self, sent: dict[str, Any], offer_id: UUID) -> Offer:
        """Give a running offer more or fewer seats"""
        with transaction() as session:
            return fresh(session, offers.change_quota(session, offer_id, sent["quota"], sent.get("revision")))


def _tagged(offer: Offer) -> Offer:
    api.set_etag(_tag(offer))
    return offer


def _tag(offer: Offer) -> list[int]:
    return [offer.revision]

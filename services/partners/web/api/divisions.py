"""How the seats of an offer are divided, by JSON."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.partners.actions import divisions
from services.partners.models.offer import Offer
from services.partners.queries.offers import get_offer
from services.partners.schemas.division import DivisionSchema
from services.partners.web.audience import scope
from shared.rights import Right
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import reading, transaction

api = ApiBlueprint(
    "division-api", __name__, url_prefix="/api/partners/v1/offers", description="How the seats of an offer are divided"
)


@api.route("/<uuid:offer_id>/division")
class Division(MethodView):
    @allow(Right.SUGGESTIONS_READ)
    @api.response(200, DivisionSchema)
    def get(self, offer_id: UUID) -> Offer:
        """Read what every plan keeps to at an offer"""
        with reading() as session:
            return get_offer(session, offer_id, of=scope(Right.SUGGESTIONS_READ))

    @allow(Right.SEATS_GIVE)
    @api.arguments(DivisionSchema)
    @api.response(200, DivisionSchema)
    def put(self, sent: dict[str, Any], offer_id: UUID) -> Offer:
        """Lay down what every plan keeps to at an offer, in the place of what stood"""
        with transaction() as session:
            return divisions.allow_unconfirmed(session, offer_id, sent["takes_unconfirmed"])

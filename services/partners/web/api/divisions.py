"""How the seats of an offer are divided, by JSON."""

from typing import Any
from uuid import UUID

from flask.views import MethodView
from sqlalchemy.orm import Session

from services.partners.actions import divisions
from services.partners.models.offer import Offer
from services.partners.queries.divisions import division_of
from services.partners.queries.offers import get_offer
from services.partners.schemas.division import DividedSchema, DivisionSchema
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
    @api.response(200, DividedSchema)
    def get(self, offer_id: UUID) -> dict[str, Any]:
        """Read what every plan keeps to at an offer, and how it stands"""
        with reading() as session:
            return _divided(session, get_offer(session, offer_id, of=scope(Right.SUGGESTIONS_READ)))

    @allow(Right.SEATS_GIVE)
    @api.arguments(DivisionSchema)
    @api.response(200, DividedSchema)
    def put(self, sent: dict[str, Any], offer_id: UUID) -> dict[str, Any]:
        """Lay down what every plan keeps to at an offer, in the place of what stood"""
        with transaction() as session:
            return _divided(session, divisions.divide(session, offer_id, **sent))


def _divided(session: Session, offer: Offer) -> dict[str, Any]:
    standing = division_of(session, offer)
    segments = [row.segment for row in standing]
    return {"segments": segments, "standing": standing, "takes_unconfirmed": offer.takes_unconfirmed}

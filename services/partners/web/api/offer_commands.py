"""The commands of an offer by JSON, each one transition."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.partners.actions import offers
from services.partners.models.offer import Offer
from services.partners.queries.offers import get_offer
from services.partners.schemas.institution import MoveSchema
from services.partners.schemas.offer import OfferSchema
from services.partners.web.api.fresh import fresh
from services.partners.web.audience import scope
from shared.rights import Right
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import transaction

api = ApiBlueprint(
    "offer-commands-api",
    __name__,
    url_prefix="/api/partners/v1/offers/<uuid:offer_id>",
    description="Commands of an offer, each one transition",
)
COMMANDS: dict[str, Callable[..., Offer]] = {
    "open": offers.open_offer,
    "pause": offers.pause_offer,
    "resume": offers.resume_offer,
    "close": offers.close_offer,
    "complete": offers.complete_offer,
}
COMMANDS_WITH_REASON: dict[str, Callable[..., Offer]] = {
    "return": offers.return_offer,
    "reject": offers.reject_offer,
}


@api.route("/submit")
class Submit(MethodView):
    @allow(Right.OFFERS_WRITE, Right.OWN_OFFERS_WRITE)
    @api.response(200, OfferSchema)
    def post(self, offer_id: UUID) -> Offer:
        """Hand the offer to the office"""
        with transaction() as session:
            get_offer(session, offer_id, of=scope(Right.OFFERS_WRITE))
            return fresh(session, offers.submit_offer(session, offer_id))


@api.route("/cancel")
class Cancel(MethodView):
    @allow(Right.OFFERS_MOVE, Right.OWN_OFFERS_WRITE)
    @api.arguments(MoveSchema)
    @api.response(200, OfferSchema)
    def post(self, sent: dict[str, Any], offer_id: UUID) -> Offer:
        """Call the offer off, with a reason; everybody who knew of it is told once"""
        with transaction() as session:
            get_offer(session, offer_id, of=scope(Right.OFFERS_MOVE))
            return fresh(session, offers.cancel_offer(session, offer_id, sent["reason"] or ""))


@api.route("/<any(return,reject):command>")
class MoveWithReason(MethodView):
    @allow(Right.OFFERS_MOVE)
    @api.arguments(MoveSchema)
    @api.response(200, OfferSchema)
    def post(self, sent: dict[str, Any], offer_id: UUID, command: str) -> Offer:
        """Give the offer back to be put right, or decline it for good, with a reason"""
        with transaction() as session:
            return fresh(session, COMMANDS_WITH_REASON[command](session, offer_id, sent["reason"] or ""))


@api.route("/<any(open,pause,resume,close,complete):command>")
class Move(MethodView):
    @allow(Right.OFFERS_MOVE)
    @api.response(200, OfferSchema)
    def post(self, offer_id: UUID, command: str) -> Offer:
        """Open, pause, resume, close or complete the offer"""
        with transaction() as session:
            return fresh(session, COMMANDS[command](session, offer_id))

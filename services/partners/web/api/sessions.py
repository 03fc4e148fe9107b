"""Single meetings of a programme by JSON, under the same rules as on the pages."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.partners.actions import sessions
from services.partners.domain.programme import Meeting
from services.partners.models.session import OfferSession
from services.partners.queries.clashes import Clash, clashes_of
from services.partners.queries.offers import get_offer
from services.partners.schemas.session import (
    AddedSessionsSchema,
    CancelledSessionSchema,
    ClashQuerySchema,
    ClashSchema,
    KeptSessionSchema,
    MovedSessionSchema,
)
from services.partners.web.api.fresh import fresh
from services.partners.web.audience import scope
from services.partners.web.session_times import meetings_of
from shared.rights import Right
from shared.web.api import IDEMPOTENCY_KEY, id_for_new
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import reading, transaction

api = ApiBlueprint(
    "sessions-api",
    __name__,
    url_prefix="/api/partners/v1/offers/<uuid:offer_id>/sessions",
    description="Meetings of a programme",
)


@api.route("")
class Sessions(MethodView):
    @allow(Right.OFFERS_READ, Right.OWN_OFFERS_READ)
    @api.response(200, KeptSessionSchema(many=True))
    def get(self, offer_id: UUID) -> list[OfferSession]:
        """List the meetings, also those that were cancelled"""
        with reading() as session:
            offer = get_offer(session, offer_id, of=scope(Right.OFFERS_READ))
            return sorted(offer.sessions, key=lambda item: item.starts_at)

    @allow(Right.OFFERS_MOVE, Right.OWN_OFFERS_WRITE)
    @api.doc(parameters=[IDEMPOTENCY_KEY])
    @api.arguments(AddedSessionsSchema)
    @api.response(201, KeptSessionSchema(many=True))
    def post(self, sent: dict[str, Any], offer_id: UUID) -> list[OfferSession]:
        """Add a meeting or a weekly series; everybody who comes is told once"""
        with transaction() as session:
            get_offer(session, offer_id, of=scope(Right.OFFERS_MOVE))
            form_id = sent.get("form_id") or id_for_new()
            return sessions.add_sessions(session, offer_id, form_id, meetings_of(sent), sent["seen"])


@api.route("/clashes")
class Clashes(MethodView):
    @allow(Right.OFFERS_MOVE, Right.OWN_OFFERS_WRITE)
    @api.arguments(ClashQuerySchema, location="query")
    @api.response(200, ClashSchema(many=True))
    def get(self, query: dict[str, Any], offer_id: UUID) -> list[Clash]:
        """List the IKM with a seat that have another programme at a time, or during one of its meetings"""
        of = scope(Right.OFFERS_MOVE)
        with reading() as session:
            offer = get_offer(session, offer_id, of=of)
            found = clashes_of(session, offer, [Meeting(**query)] if query["starts_at"] else offer.meetings)
            return [clash.for_institution() for clash in found] if of else found


@api.route("/<uuid:session_id>/move")
class Move(MethodView):
    @allow(Right.OFFERS_MOVE, Right.OWN_OFFERS_WRITE)
    @api.arguments(MovedSessionSchema)
    @api.response(200, KeptSessionSchema)
    def post(self, sent: dict[str, Any], offer_id: UUID, session_id: UUID) -> OfferSession:
        """Give a meeting another time or place, with a reason; everybody who comes is told once"""
        with transaction() as session:
            get_offer(session, offer_id, of=scope(Right.OFFERS_MOVE))
            return fresh(session, sessions.move_session(session, offer_id, session_id, sent, sent["seen"]))


@api.route("/<uuid:session_id>/cancel")
class Cancel(MethodView):
    @allow(Right.OFFERS_MOVE, Right.OWN_OFFERS_WRITE)
    @api.arguments(CancelledSessionSchema)
    @api.response(200, KeptSessionSchema)
    def post(self, sent: dict[str, Any], offer_id: UUID, session_id: UUID) -> OfferSession:
        """Let a meeting not take place, with a reason; everybody who comes is told once"""
        with transaction() as session:
            get_offer(session, offer_id, of=scope(Right.OFFERS_MOVE))
            return fresh(session, sessions.cancel_session(session, offer_id, session_id, sent))

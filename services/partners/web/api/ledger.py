"""The ledger by JSON."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.partners.queries import ledger
from services.partners.queries.about import About
from services.partners.queries.ledger import Ledger
from services.partners.queries.ledger_lines import ledger_lines, whole
from services.partners.queries.offers import get_offer
from services.partners.schemas.ledger import LedgerLinesSchema, LedgerQuerySchema, LedgerSchema
from services.partners.web.audience import scope
from shared.rights import Right
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import reading

api = ApiBlueprint("ledger-api", __name__, url_prefix="/api/partners/v1", description="Quota, nominated, confirmed")


@api.route("/ledger")
class OverAll(MethodView):
    @allow(Right.OFFERS_READ, Right.OWN_OFFERS_READ)
    @api.response(200, LedgerSchema)
    def get(self) -> Ledger:
        """Count over all granted offers; for an institution over its own"""
        with reading() as session:
            return ledger.over_all(session, of=scope(Right.OFFERS_READ))


@api.route("/ledger/lines")
class Lines(MethodView):
    @allow(Right.OFFERS_READ)
    @api.arguments(LedgerQuerySchema, location="query")
    @api.response(200, LedgerLinesSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Divide the ledger by kind of institution, offer, kecamatan, month and more"""
        division, about = query.pop("by"), About(**query)
        with reading() as session:
            lines = ledger_lines(session, division, about, of=None)
            return {"lines": lines, "whole": whole(session, about, of=None)}


@api.route("/offers/<uuid:offer_id>/ledger")
class OfOffer(MethodView):
    @allow(Right.OFFERS_READ, Right.OWN_OFFERS_READ)
    @api.response(200, LedgerSchema)
    def get(self, offer_id: UUID) -> Ledger:
        """Count for one offer"""
        with reading() as session:
            get_offer(session, offer_id, of=scope(Right.OFFERS_READ))
            return ledger.of_offer(session, offer_id)

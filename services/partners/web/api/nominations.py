"""Suggestions and nominations by JSON: everything for the office, the permitted little for an institution."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.partners.actions import nominations
from services.partners.actions.invitations import Confirmed, confirm_selection
from services.partners.actions.readmissions import readmit_nomination
from services.partners.models.nomination import Nomination
from services.partners.queries.nominees import InstitutionNominee, get_nomination, nominees_for_institution
from services.partners.queries.offers import get_offer
from services.partners.queries.review import ReviewFilter, list_suggestions, review_of
from services.partners.schemas.institution import MoveSchema
from services.partners.schemas.invitation import CancellationSchema
from services.partners.schemas.list_query import NominationQuerySchema
from services.partners.schemas.nomination import DismissalSchema, SelectionSchema
from services.partners.schemas.nominee import (
    ConfirmedSchema,
    InstitutionNomineeSchema,
    NominationPageSchema,
    NominationStateSchema,
)
from services.partners.web.api.fresh import fresh
from services.partners.web.audience import scope
from shared.rights import Right
from shared.web.api import one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.paging import offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint("nominations-api", __name__, url_prefix="/api/partners/v1", description="Suggestions, nominations")


@api.route("/offers/<uuid:offer_id>/nominations")
class OfNominations(MethodView):
    @allow(Right.SUGGESTIONS_READ)
    @api.arguments(NominationQuerySchema, location="query")
    @api.response(200, NominationPageSchema)
    def get(self, query: dict[str, Any], offer_id: UUID) -> dict[str, Any]:
        """List the IKM weighed for an offer in one state, best first, each with its points and what is missing"""
        number, size = query.pop("page"), query.pop("page_size")
        wanted = ReviewFilter(group=query.pop("state"), **query)
        with reading() as session:
            seen = review_of(session, get_offer(session, offer_id, of=scope(Right.SUGGESTIONS_READ)))
            rows, total = list_suggestions(session, seen, wanted, size, offset(number, size))
        return one_page(rows, total, number, size)


@api.route("/offers/<uuid:offer_id>/nominees")
class Nominees(MethodView):
    @allow(Right.NOMINEES_READ, Right.OWN_NOMINEES_READ)
    @api.response(200, InstitutionNomineeSchema(many=True))
    def get(self, offer_id: UUID) -> list[InstitutionNominee]:
        """List those who are nominated to an offer, with all that its institution may see"""
        with reading() as session:
            offer = get_offer(session, offer_id, of=scope(Right.NOMINEES_READ))
            return nominees_for_institution(session, offer_id, of=offer.institution_id)


@api.route("/offers/<uuid:offer_id>/nominations/confirm")
class Confirm(MethodView):
    @allow(Right.SEATS_GIVE)
    @api.arguments(SelectionSchema)
    @api.response(200, ConfirmedSchema)
    def post(self, sent: dict[str, Any], offer_id: UUID) -> Confirmed:
        """Give seats to a selection, best first; whoever finds none free waits in line"""
        with transaction() as session:
            return confirm_selection(session, offer_id, sent["ikm_ids"])


@api.route("/offers/<uuid:offer_id>/nominations/dismiss")
class Dismiss(MethodView):
    @allow(Right.SEATS_GIVE)
    @api.arguments(DismissalSchema)
    @api.response(204)
    def post(self, sent: dict[str, Any], offer_id: UUID) -> None:
        """Take suggestions off the list, with a reason"""
        with transaction() as session:
            nominations.dismiss_nominations(session, offer_id, sent["ikm_ids"], sent["reason"])


@api.route("/nominations/<uuid:nomination_id>/accept")
class Accept(MethodView):
    @allow(Right.NOMINEES_ANSWER, Right.OWN_NOMINEES_ANSWER)
    @api.response(200, NominationStateSchema)
    def post(self, nomination_id: UUID) -> Nomination:
        """Take a nominee, who is invited at once"""
        with transaction() as session:
            get_nomination(session, nomination_id, of=scope(Right.NOMINEES_ANSWER))
            return fresh(session, nominations.accept_nomination(session, nomination_id))


@api.route("/nominations/<uuid:nomination_id>/reject")
class Reject(MethodView):
    @allow(Right.NOMINEES_ANSWER, Right.OWN_NOMINEES_ANSWER)
    @api.arguments(MoveSchema)
    @api.response(200, NominationStateSchema)
    def post(self, sent: dict[str, Any], nomination_id: UUID) -> Nomination:
        """Do not take a nominee, with a reason; the next in line is nominated"""
        with transaction() as session:
            get_nomination(session, nomination_id, of=scope(Right.NOMINEES_ANSWER))
            return fresh(session, nominations.reject_nomination(session, nomination_id, sent["reason"] or ""))


@api.route("/nominations/<uuid:nomination_id>/withdraw")
class Withdraw(MethodView):
    @allow(Right.SEATS_GIVE)
    @api.arguments(CancellationSchema)
    @api.response(200, NominationStateSchema)
    def post(self, sent: dict[str, Any], nomination_id: UUID) -> Nomination:
        """Take a nomination back, with a reason that an invited IKM is told; the next in line moves up"""
        reason, by_ikm = sent["reason"] or "", sent["by_ikm"]
        with transaction() as session:
            return fresh(session, nominations.withdraw_nomination(session, nomination_id, reason, by_ikm=by_ikm))


@api.route("/nominations/<uuid:nomination_id>/readmit")
class Readmit(MethodView):
    @allow(Right.SEATS_GIVE)
    @api.response(200, NominationStateSchema)
    def post(self, nomination_id: UUID) -> Nomination:
        """Give whoever was withdrawn or dismissed a seat again, or the last place in line where none is free"""
        with transaction() as session:
            return fresh(session, readmit_nomination(session, nomination_id))

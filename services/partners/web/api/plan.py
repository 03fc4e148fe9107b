"""The plan for all free seats, by JSON."""

from typing import Any
from uuid import UUID

from flask.views import MethodView
from sqlalchemy.orm import Session

from services.partners.actions import plan_floors, plan_wishes
from services.partners.actions.invitations import Confirmed
from services.partners.actions.plan_acceptance import accept_seats
from services.partners.actions.plans import ask_for_plan
from services.partners.models import plan_floor
from services.partners.models.plan import Plan, newest
from services.partners.queries.missing_seats import count_missing_seats, missing_seats
from services.partners.queries.plan import count_misses, misses_of, offers_of
from services.partners.queries.plan_news import News, news_since
from services.partners.schemas.nominee import ConfirmedSchema
from services.partners.schemas.plan import (
    AcceptanceSchema,
    AskedSchema,
    FloorsOfPlanSchema,
    FloorsSchema,
    FreedSchema,
    MissingSeatsPageSchema,
    MissPageSchema,
    MissQuerySchema,
    NewsSchema,
    OfferInPlanPageSchema,
    PlanSchema,
    WishSchema,
)
from shared.errors import NotFound
from shared.language import msg
from shared.rights import Right
from shared.web.api import one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.paging import PageQuerySchema, offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint(
    "plan-api", __name__, url_prefix="/api/partners/v1/plan", description="The plan for all free seats of open offers"
)
NO_PLAN = msg("No plan was made yet.")


@api.route("")
class OnePlan(MethodView):
    @allow(Right.SUGGESTIONS_READ)
    @api.response(200, PlanSchema)
    def get(self) -> Plan:
        """Read the plan that stands, with its proof"""
        with reading() as session:
            return _standing(session)

    @allow(Right.SEATS_GIVE)
    @api.response(202, AskedSchema)
    def post(self) -> dict[str, UUID]:
        """Ask for a plan; whoever asks while one is being made gets the same work"""
        with transaction() as session:
            return {"work_id": ask_for_plan(session)}


@api.route("/accept")
class Acceptance(MethodView):
    @allow(Right.SEATS_GIVE)
    @api.arguments(AcceptanceSchema)
    @api.response(200, ConfirmedSchema)
    def post(self, sent: dict[str, Any]) -> Confirmed:
        """Give the seats that the plan proposes at an offer, some or all; whoever has one already stays as is"""
        with transaction() as session:
            return accept_seats(session, **sent)


@api.route("/wishes")
class Wishes(MethodView):
    @allow(Right.SEATS_GIVE)
    @api.arguments(WishSchema)
    @api.response(204)
    def put(self, sent: dict[str, Any]) -> None:
        """Want these IKM always, or never, at an offer in every plan from now on"""
        with transaction() as session:
            plan_wishes.wish(session, **sent)


@api.route("/floors")
class Floors(MethodView):
    @allow(Right.SUGGESTIONS_READ)
    @api.response(200, FloorsOfPlanSchema)
    def get(self) -> dict[str, Any]:
        """Read how many seats each kecamatan gets at least in every plan"""
        with reading() as session:
            return {"floors": plan_floor.every(session)}

    @allow(Right.SEATS_GIVE)
    @api.arguments(FloorsSchema)
    @api.response(200, FloorsOfPlanSchema)
    def put(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Ask that each kecamatan gets so many seats at least in every plan from now on"""
        with transaction() as session:
            plan_floors.set_floors(session, **sent)
            return {"floors": plan_floor.every(session)}


@api.route("/wishes/drop")
class DroppedWish(MethodView):
    @allow(Right.SEATS_GIVE)
    @api.arguments(FreedSchema)
    @api.response(204)
    def post(self, sent: dict[str, Any]) -> None:
        """Leave an IKM at an offer to the plan again"""
        with transaction() as session:
            plan_wishes.drop_wish(session, **sent)


@api.route("/changes")
class Changes(MethodView):
    @allow(Right.SUGGESTIONS_READ)
    @api.response(200, NewsSchema)
    def get(self) -> News:
        """Count what changed since the plan was made"""
        with reading() as session:
            return news_since(session, _standing(session))


@api.route("/offers")
class OffersInPlan(MethodView):
    @allow(Right.SUGGESTIONS_READ)
    @api.arguments(PageQuerySchema, location="query")
    @api.response(200, OfferInPlanPageSchema)
    def get(self, query: dict[str, int]) -> dict[str, Any]:
        """List the offers of the plan, each with the seats that it proposes"""
        number, size = query["page"], query["page_size"]
        with reading() as session:
            rows, total = offers_of(session, _standing(session), size, offset(number, size))
        return one_page(rows, total, number, size)


@api.route("/without-seat")
class WithoutSeat(MethodView):
    @allow(Right.SUGGESTIONS_READ)
    @api.arguments(MissQuerySchema, location="query")
    @api.response(200, MissPageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List those who fit and get no seat, each with the points it lacked; or those who lack least at an offer"""
        number, size, at = query["page"], query["page_size"], query["offer_id"]
        with reading() as session:
            plan = _standing(session)
            rows, total = misses_of(session, plan, size, offset(number, size), at), count_misses(session, plan, at)
        return one_page(rows, total, number, size)


@api.route("/missing-seats")
class Missing(MethodView):
    @allow(Right.SUGGESTIONS_READ)
    @api.arguments(PageQuerySchema, location="query")
    @api.response(200, MissingSeatsPageSchema)
    def get(self, query: dict[str, int]) -> dict[str, Any]:
        """List the offers where one seat more would help, where it helps most first"""
        number, size = query["page"], query["page_size"]
        with reading() as session:
            plan = _standing(session)
            rows, total = missing_seats(session, plan, size, offset(number, size)), count_missing_seats(session, plan)
        return one_page(rows, total, number, size)


def _standing(session: Session) -> Plan:
    plan = newest(session)
    if plan is None:
        raise NotFound(NO_PLAN)
    return plan

"""Outcomes by JSON: the same actions and rules as the pages."""

from typing import Any
from uuid import UUID

from flask.views import MethodView
from sqlalchemy import and_
from sqlalchemy.orm import Session

from services.registry.actions.evidence import record_evidence
from services.registry.actions.outcome_answers import not_yet
from services.registry.actions.outcome_decisions import decide
from services.registry.models.outcome import Outcome
from services.registry.queries.outcomes import COUNTS, Shown, get_outcome, list_outcomes
from services.registry.schemas.decision import ReasonSchema
from services.registry.schemas.outcome import EvidenceSchema, OutcomeOutSchema, OutcomePageSchema, OutcomeQuerySchema
from shared.rights import Right
from shared.web.api import IDEMPOTENCY_KEY, id_for_new, one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.paging import offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint(
    "outcomes-api", __name__, url_prefix="/api/registry/v1/outcomes", description="What came of programmes"
)


@api.route("")
class Outcomes(MethodView):
    @allow(Right.OUTCOMES_READ)
    @api.arguments(OutcomeQuerySchema, location="query")
    @api.response(200, OutcomePageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List outcomes, of one state or kind or of all, a page at a time"""
        number, size = query.pop("page"), query.pop("page_size")
        wanted = and_(COUNTS, *(getattr(Outcome, name) == value for name, value in query.items()))
        with reading() as session:
            shown, total = list_outcomes(session, wanted, size, offset(number, size))
        return one_page(shown, total, number, size)


@api.route("/<uuid:outcome_id>")
class OneOutcome(MethodView):
    @allow(Right.OUTCOMES_READ)
    @api.response(200, OutcomeOutSchema)
    def get(self, outcome_id: UUID) -> Shown:
        """Read one outcome with its evidence and its programmes"""
        with reading() as session:
            return get_outcome(session, outcome_id)


@api.route("/<uuid:outcome_id>/evidence")
class OutcomeEvidence(MethodView):
    @allow(Right.OUTCOMES_WRITE)
    @api.doc(parameters=[IDEMPOTENCY_KEY])
    @api.arguments(EvidenceSchema)
    @api.response(200, OutcomeOutSchema)
    def post(self, sent: dict[str, Any], outcome_id: UUID) -> Shown:
        """Record a dated record that proves an outcome"""
        with transaction() as session:
            record_evidence(session, _ikm_id(session, outcome_id), outcome_id, sent | {"id": id_for_new()})
            return _current(session, outcome_id)


@api.route("/<uuid:outcome_id>/verify")
class Verified(MethodView):
    @allow(Right.OUTCOMES_MOVE)
    @api.response(200, OutcomeOutSchema)
    def post(self, outcome_id: UUID) -> Shown:
        """Vouch for the evidence of an outcome"""
        with transaction() as session:
            decide(session, _ikm_id(session, outcome_id), outcome_id, "verify")
            return _current(session, outcome_id)


@api.route("/<uuid:outcome_id>/<any(refuse,revoke,drop):command>")
class Decided(MethodView):
    @allow(Right.OUTCOMES_MOVE)
    @api.arguments(ReasonSchema)
    @api.response(200, OutcomeOutSchema)
    def post(self, sent: dict[str, Any], outcome_id: UUID, command: str) -> Shown:
        """Refuse evidence, revoke or drop an outcome, and say why"""
        with transaction() as session:
            decide(session, _ikm_id(session, outcome_id), outcome_id, command, sent["reason"])
            return _current(session, outcome_id)


@api.route("/<uuid:outcome_id>/not-yet")
class NotYet(MethodView):
    @allow(Right.OUTCOMES_WRITE)
    @api.arguments(ReasonSchema)
    @api.response(200, OutcomeOutSchema)
    def post(self, sent: dict[str, Any], outcome_id: UUID) -> Shown:
        """Note that the owner has it not yet, and why"""
        with transaction() as session:
            not_yet(session, _ikm_id(session, outcome_id), outcome_id, sent["reason"])
            return _current(session, outcome_id)


def _ikm_id(session: Session, outcome_id: UUID) -> UUID:
    return get_outcome(session, outcome_id).ikm.id


def _current(session: Session, outcome_id: UUID) -> Shown:
    session.flush()
    session.expire_all()
    return get_outcome(session, outcome_id)

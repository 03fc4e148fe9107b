"""Rises and assessments by JSON."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.registry.actions.assessments import assess
from services.registry.models.ikm import Ikm
from services.registry.queries.rises import list_rises
from services.registry.schemas.ikm import IkmOutSchema
from services.registry.schemas.rise import AssessmentSchema, RisePageSchema, RiseQuerySchema
from services.registry.web.api.ikm import carry_out
from shared.rights import Right
from shared.web.api import IDEMPOTENCY_KEY, id_for_new, one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.paging import offset
from shared.web.transaction import reading

api = ApiBlueprint("rises-api", __name__, url_prefix="/api/registry/v1", description="Rises of IKM (naik kelas)")


@api.route("/rises")
class Rises(MethodView):
    @allow(Right.OUTCOMES_READ)
    @api.arguments(RiseQuerySchema, location="query")
    @api.response(200, RisePageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List rises, newest first, by one rule or by any, each with its rule, version and evidence"""
        number, size = query["page"], query["page_size"]
        with reading() as session:
            found, total = list_rises(session, query.get("rule"), size, offset(number, size))
        return one_page(found, total, number, size)


@api.route("/ikm/<uuid:ikm_id>/assessments")
class Assessments(MethodView):
    @allow(Right.OUTCOMES_WRITE)
    @api.doc(parameters=[IDEMPOTENCY_KEY])
    @api.arguments(AssessmentSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Record how an IKM was assessed in the six aspects"""
        return carry_out(assess, ikm_id, score_id=id_for_new(), **sent)

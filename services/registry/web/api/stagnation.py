"""Those who stopped, by JSON."""

from typing import Any

from flask.views import MethodView

from services.registry.queries.stagnation import stopped
from services.registry.schemas.stagnation import StagnationQuerySchema, StoppedPageSchema
from shared.rights import Right
from shared.web.api import one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.paging import offset
from shared.web.transaction import reading

api = ApiBlueprint(
    "stagnation-api", __name__, url_prefix="/api/registry/v1/stagnation", description="Who was on the way and stopped"
)


@api.route("")
class Stagnation(MethodView):
    @allow(Right.OUTCOMES_READ)
    @api.arguments(StagnationQuerySchema, location="query")
    @api.response(200, StoppedPageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List IKM without a next step for half a year, of one cluster or of all"""
        number, size = query["page"], query["page_size"]
        with reading() as session:
            found, total = stopped(session, query.get("cluster"), size, offset(number, size))
        return one_page(found, total, number, size)

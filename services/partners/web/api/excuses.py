"""Why they cannot come, by JSON."""

from typing import Any

from flask.views import MethodView

from services.partners.queries.excuses import Counted, count_excuses
from services.partners.schemas.excuse import CountedSchema, ExcuseQuerySchema
from shared.rights import Right
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import reading

api = ApiBlueprint("excuses-api", __name__, url_prefix="/api/partners/v1", description="Why they cannot come")


@api.route("/excuses")
class Excuses(MethodView):
    @allow(Right.NOMINEES_READ)
    @api.arguments(ExcuseQuerySchema, location="query")
    @api.response(200, CountedSchema(many=True))
    def get(self, query: dict[str, Any]) -> list[Counted]:
        """Count why they cannot come, topic by topic, over all offers or for one"""
        with reading() as session:
            return count_excuses(session, query["offer_id"])

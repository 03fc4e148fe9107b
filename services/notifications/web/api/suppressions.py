"""Blocked addresses for programs."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.notifications.actions import suppressions
from services.notifications.queries.suppressions import list_suppressions
from services.notifications.schemas.suppression import SuppressionPageSchema, SuppressionQuerySchema
from shared.rights import Right
from shared.web.api import one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.paging import offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint(
    "suppressions_api",
    __name__,
    url_prefix="/api/notifications/v1/suppressions",
    description="Addresses to which nothing goes",
)


@api.route("")
class Suppressions(MethodView):
    @allow(Right.SUPPRESSIONS_READ)
    @api.arguments(SuppressionQuerySchema, location="query")
    @api.response(200, SuppressionPageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List blocked addresses, newest first"""
        number, size = query["page"], query["page_size"]
        with reading() as session:
            found, total = list_suppressions(session, query.get("search"), size, offset(number, size))
        return one_page(found, total, number, size)


@api.route("/<uuid:suppression_id>")
class OneSuppression(MethodView):
    @allow(Right.SUPPRESSIONS_LIFT)
    @api.response(204)
    def delete(self, suppression_id: UUID) -> None:
        """Send to an address again"""
        with transaction() as session:
            suppressions.lift(session, suppression_id)

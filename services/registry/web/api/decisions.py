"""Decisions about a whole record by JSON, each one transition."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.registry.actions import verification
from services.registry.actions.merging import merge
from services.registry.models.ikm import Ikm
from services.registry.schemas.decision import MergeSchema, ReasonSchema, RestrictionSchema
from services.registry.schemas.ikm import IkmOutSchema
from services.registry.web.api.ikm import current
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import transaction

api = ApiBlueprint(
    "ikm-decisions-api",
    __name__,
    url_prefix="/api/registry/v1/ikm",
    description="Decisions about an IKM, each one transition",
)


@api.route("/<uuid:ikm_id>/verify")
class Verify(MethodView):
    @allow("staff")
    @api.etag
    @api.response(200, IkmOutSchema)
    def post(self, ikm_id: UUID) -> Ikm:
        """Vouch for every field of a registered IKM"""
        with transaction() as session:
            verification.verify(session, ikm_id)
            return current(session, ikm_id)


@api.route("/<uuid:ikm_id>/deactivate")
class Deactivate(MethodView):
    @allow("staff")
    @api.etag
    @api.arguments(ReasonSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Set an IKM inactive"""
        with transaction() as session:
            verification.deactivate(session, ikm_id, sent["reason"])
            return current(session, ikm_id)


@api.route("/<uuid:ikm_id>/reactivate")
class Reactivate(MethodView):
    @allow("staff")
    @api.etag
    @api.arguments(ReasonSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Set an inactive IKM active again; it wants verifying anew"""
        with transaction() as session:
            verification.reactivate(session, ikm_id, sent["reason"])
            return current(session, ikm_id)


@api.route("/<uuid:ikm_id>/close")
class Close(MethodView):
    @allow("staff")
    @api.etag
    @api.arguments(ReasonSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Mark an IKM as closed down"""
        with transaction() as session:
            verification.close(session, ikm_id, sent["reason"])
            return current(session, ikm_id)


@api.route("/<uuid:ikm_id>/restriction")
class Restriction(MethodView):
    @allow("staff")
    @api.etag
    @api.arguments(RestrictionSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Stop, or allow again, matching, sharing and mail"""
        with transaction() as session:
            verification.restrict(session, ikm_id, restricted=sent["restricted"], reason=sent["reason"])
            return current(session, ikm_id)


@api.route("/<uuid:ikm_id>/merge")
class Merge(MethodView):
    @allow("staff")
    @api.etag
    @api.arguments(MergeSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Let another record of the same business live on in this one"""
        with transaction() as session:
            merge(session, ikm_id, sent["merged_id"], sent["reason"])
            return current(session, ikm_id)

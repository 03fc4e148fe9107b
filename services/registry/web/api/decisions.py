"""Decisions about a whole record by JSON, each one transition."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from services.registry.actions import verification
from services.registry.actions.merging import merge
from services.registry.models.ikm import Ikm
from services.registry.schemas.decision import MergeSchema, ReasonSchema, RestrictionSchema
from services.registry.schemas.ikm import IkmOutSchema
from services.registry.web.api.ikm import carry_out, tag
from shared.rights import Right
from shared.web.auth import allow
from shared.web.body import IF_MATCH, ApiBlueprint

api = ApiBlueprint(
    "ikm-decisions-api",
    __name__,
    url_prefix="/api/registry/v1/ikm/<uuid:ikm_id>",
    description="Decisions about an IKM, each one transition",
)
WITH_REASON: dict[str, Callable[..., Ikm]] = {
    "deactivate": verification.deactivate,
    "reactivate": verification.reactivate,
    "close": verification.close,
    "reopen": verification.reopen,
}


@api.route("/verify")
class Verify(MethodView):
    @allow(Right.REGISTER_MOVE)
    @api.doc(parameters=[IF_MATCH])
    @api.etag
    @api.response(200, IkmOutSchema)
    def post(self, ikm_id: UUID) -> Ikm:
        """Vouch for every field of a registered IKM, as it was read"""
        return carry_out(verification.verify, ikm_id, check=_as_read)


@api.route("/<any(deactivate,reactivate,close,reopen):command>")
class DecideWithReason(MethodView):
    @allow(Right.REGISTER_MOVE)
    @api.etag
    @api.arguments(ReasonSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID, command: str) -> Ikm:
        """Set an IKM inactive, active again (it wants verifying anew), closed down, or in business again after all"""
        return carry_out(WITH_REASON[command], ikm_id, **sent, check=_as_read_if_said)


@api.route("/restriction")
class Restriction(MethodView):
    @allow(Right.PERSONAL_DATA_RESTRICT)
    @api.etag
    @api.arguments(RestrictionSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Stop, or allow again, matching, sharing and mail"""
        return carry_out(verification.restrict, ikm_id, **sent, check=_as_read_if_said)


@api.route("/merge")
class Merge(MethodView):
    @allow(Right.REGISTER_MERGE)
    @api.doc(parameters=[IF_MATCH])
    @api.etag
    @api.arguments(MergeSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Let another record of the same business live on in this one, both as they were read"""

        def as_read(kept: Ikm, gone: Ikm) -> None:
            _as_read(kept)
            api.require_same(tag(gone), sent["merged_etag"])

        return carry_out(merge, ikm_id, sent["merged_id"], sent["reason"], check=as_read)


def _as_read(ikm: Ikm) -> None:
    api.require_as_read(tag(ikm))


def _as_read_if_said(ikm: Ikm) -> None:
    if request.if_match:
        _as_read(ikm)

"""What hangs on an IKM, recorded by JSON: certificates, needs, consent."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.registry.actions import certificates, consents, needs
from services.registry.domain.provenance import API
from services.registry.models.ikm import Ikm
from services.registry.schemas.holding import CertificateSchema, ConsentSchema, NeedSchema
from services.registry.schemas.ikm import IkmOutSchema
from services.registry.web.api.ikm import carry_out
from shared.rights import Right
from shared.web.auth import allow
from shared.web.body import ApiBlueprint

api = ApiBlueprint(
    "ikm-holdings-api",
    __name__,
    url_prefix="/api/registry/v1/ikm",
    description="What hangs on an IKM: certificates, needs, consent",
)


@api.route("/<uuid:ikm_id>/certificates")
class Certificates(MethodView):
    @allow(Right.REGISTER_WRITE)
    @api.etag
    @api.arguments(CertificateSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Record that an IKM holds a certificate, or does not, or that nobody has asked"""
        kind, state = sent.pop("kind"), sent.pop("state")
        return carry_out(certificates.record_certificate, ikm_id, kind, state, sent, source=API)


@api.route("/<uuid:ikm_id>/needs")
class Needs(MethodView):
    @allow(Right.REGISTER_WRITE)
    @api.etag
    @api.arguments(NeedSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Record what an IKM needs help with"""
        return carry_out(needs.record_need, ikm_id, **sent, source=API)


@api.route("/<uuid:ikm_id>/needs/<topic>/drop")
class DroppedNeed(MethodView):
    @allow(Right.REGISTER_WRITE)
    @api.etag
    @api.response(200, IkmOutSchema)
    def post(self, ikm_id: UUID, topic: str) -> Ikm:
        """Take a need away: it is met, or was a mistake"""
        return carry_out(needs.drop_need, ikm_id, topic)


@api.route("/<uuid:ikm_id>/consent")
class Consents(MethodView):
    @allow(Right.REGISTER_WRITE)
    @api.etag
    @api.arguments(ConsentSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Record what the owner said about sharing with partners"""
        return carry_out(consents.record_consent, ikm_id, **sent, source=API)

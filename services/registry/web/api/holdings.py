"""What hangs on an IKM, recorded by JSON: certificates, needs, consent."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.registry.actions import certificates, consents, needs
from services.registry.domain.provenance import API
from services.registry.models.ikm import Ikm
from services.registry.schemas.holding import CertificateSchema, ConsentSchema, NeedSchema
from services.registry.schemas.ikm import IkmOutSchema
from services.registry.web.api.ikm import current
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import transaction

api = ApiBlueprint(
    "ikm-holdings-api",
    __name__,
    url_prefix="/api/registry/v1/ikm",
    description="What hangs on an IKM: certificates, needs, consent",
)


@api.route("/<uuid:ikm_id>/certificates")
class Certificates(MethodView):
    @allow("staff")
    @api.etag
    @api.arguments(CertificateSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Record that an IKM holds a certificate, or does not, or that nobody has asked"""
        kind, state = sent.pop("kind"), sent.pop("state")
        with transaction() as session:
            certificates.record_certificate(session, ikm_id, kind, state, sent, source=API)
            return current(session, ikm_id)


@api.route("/<uuid:ikm_id>/needs")
class Needs(MethodView):
    @allow("staff")
    @api.etag
    @api.arguments(NeedSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Record what an IKM needs help with"""
        with transaction() as session:
            needs.record_need(session, ikm_id, sent["topic"], sent["severity"], source=API)
            return current(session, ikm_id)


@api.route("/<uuid:ikm_id>/needs/<topic>/drop")
class DroppedNeed(MethodView):
    @allow("staff")
    @api.etag
    @api.response(200, IkmOutSchema)
    def post(self, ikm_id: UUID, topic: str) -> Ikm:
        """Take a need away: it is met, or was a mistake"""
        with transaction() as session:
            needs.drop_need(session, ikm_id, topic)
            return current(session, ikm_id)


@api.route("/<uuid:ikm_id>/consent")
class Consents(MethodView):
    @allow("staff")
    @api.etag
    @api.arguments(ConsentSchema)
    @api.response(200, IkmOutSchema)
    def post(self, sent: dict[str, Any], ikm_id: UUID) -> Ikm:
        """Record what the owner said about sharing with partners"""
        with transaction() as session:
            consents.record_consent(session, ikm_id, sent["state"], sent["channel"], source=API)
            return current(session, ikm_id)

"""Certificates of participation by JSON."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.partners.actions.participation_certificates import issue, issue_anew, revoke
from services.partners.models.participation_certificate import with_code
from services.partners.queries.offers import get_offer
from services.partners.queries.participation_certificates import Standing, of_offer
from services.partners.schemas.participation_certificate import (
    CertificateRevocationSchema,
    CertificateStandingSchema,
    PrintedCertificateSchema,
)
from services.partners.web.audience import scope
from services.partners.web.certificate_check import UNKNOWN
from shared.errors import WrongLink
from shared.rights import Right
from shared.web.auth import allow, allow_anyone
from shared.web.body import ApiBlueprint
from shared.web.limits import no_guessing
from shared.web.office import current_settings
from shared.web.transaction import reading, transaction

api = ApiBlueprint(
    "participation-certificates-api",
    __name__,
    url_prefix="/api/partners/v1",
    description="Certificates of participation",
)
ONE = "/participation-certificates/<uuid:certificate_id>"


@api.route("/offers/<uuid:offer_id>/participation-certificates")
class OfOffer(MethodView):
    @allow(Right.CERTIFICATES_READ)
    @api.response(200, CertificateStandingSchema(many=True))
    def get(self, offer_id: UUID) -> Sequence[Standing]:
        """List the certificates of an offer, the newest first"""
        with reading() as session:
            get_offer(session, offer_id, of=scope(Right.CERTIFICATES_READ))
            return of_offer(session, offer_id).standings

    @allow(Right.CERTIFICATES_ISSUE)
    @api.response(200, CertificateStandingSchema(many=True))
    def post(self, offer_id: UUID) -> Sequence[Standing]:
        """Issue one for each who completed and never had one; return those issued now"""
        with transaction() as session:
            return [Standing(item) for item in issue(session, offer_id, current_settings().office.name)]


@api.route(f"{ONE}/revoke")
class Revoke(MethodView):
    @allow(Right.CERTIFICATES_ISSUE)
    @api.arguments(CertificateRevocationSchema)
    @api.response(200, CertificateStandingSchema)
    def post(self, sent: dict[str, Any], certificate_id: UUID) -> Standing:
        """Revoke one, with a reason that whoever checks it reads"""
        with transaction() as session:
            return Standing(revoke(session, certificate_id, sent["reason"]))


@api.route(f"{ONE}/reissue")
class Reissue(MethodView):
    @allow(Right.CERTIFICATES_ISSUE)
    @api.response(200, CertificateStandingSchema)
    def post(self, certificate_id: UUID) -> Standing:
        """Issue another, with a new number, in place of one that was revoked"""
        with transaction() as session:
            return Standing(issue_anew(session, certificate_id, current_settings().office.name))


@api.route("/participation-certificates/by-code/<code>")
class Check(MethodView):
    @allow_anyone
    @no_guessing
    @api.response(200, PrintedCertificateSchema)
    def get(self, code: str) -> Standing:
        """Tell whether a certificate holds, by the code on its paper, and what stands there"""
        with reading() as session:
            for found in with_code(session, code.strip().upper()):
                return Standing(found)
        raise WrongLink(UNKNOWN)

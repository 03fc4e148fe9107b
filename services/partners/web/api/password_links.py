"""Asking for a link that sets a password once, and using one, by JSON."""

from typing import Any

from flask import request
from flask.views import MethodView

from services.partners.actions import account_links
from services.partners.schemas.account import ForgottenSchema, LinkPasswordSchema
from services.partners.web.forgotten import ask_for_link
from shared.log import get_logger
from shared.web.auth import allow_anyone
from shared.web.body import ApiBlueprint
from shared.web.limits import no_guessing
from shared.web.office import current_settings
from shared.web.transaction import transaction

api = ApiBlueprint("password-links-api", __name__, url_prefix="/api/partners/v1/passwords", description="Signing in")

log = get_logger(__name__)


@api.route("/forgotten")
class Forgotten(MethodView):
    @allow_anyone
    @api.arguments(ForgottenSchema)
    @api.response(202)
    @api.alt_response(429, description="Asked too often; Retry-After says in how many seconds to try again")
    def post(self, sent: dict[str, Any]) -> None:
        """Let a link be written to whoever signs in with this address; the answer is the same where nobody does"""
        ask_for_link(sent["email"])


@api.route("/by-link")
class ByLink(MethodView):
    @allow_anyone
    @no_guessing
    @api.arguments(LinkPasswordSchema)
    @api.response(204)
    @api.alt_response(404, description="The link does not work, or not any more")
    @api.alt_response(429, description="Too many links were wrong; Retry-After says in how many seconds to try again")
    def post(self, sent: dict[str, Any]) -> None:
        """Set the password by the link of a mail; sign in with it after that"""
        with transaction() as session:
            account = account_links.use(session, sent["secret"], sent["new_password"], current_settings().office.name)
        log.info("password_chosen", account_id=str(account.id), source=request.remote_addr)

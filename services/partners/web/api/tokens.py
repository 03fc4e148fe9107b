"""Signing in by JSON: an email and a password for a bearer token."""

from typing import Any

from flask.views import MethodView

from services.partners.schemas.account import TokenRequestSchema, TokenSchema
from services.partners.web.credentials import recognise, throttled
from shared.web.auth import allow_anyone, issue_token
from shared.web.body import ApiBlueprint

api = ApiBlueprint("tokens-api", __name__, url_prefix="/api/partners/v1/tokens", description="Signing in")


@api.route("")
class Tokens(MethodView):
    @allow_anyone
    @throttled
    @api.arguments(TokenRequestSchema)
    @api.response(201, TokenSchema)
    @api.alt_response(401, description="The email or the password is not right")
    def post(self, sent: dict[str, Any]) -> dict[str, str]:
        """Get a token for twelve hours; a new password ends it"""
        account = recognise(sent["email"], sent["password"])
        return {"token": issue_token(account), "token_type": "Bearer"}

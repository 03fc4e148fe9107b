"""Signing in by JSON: an email and a password for a bearer token."""

from typing import Any

from flask.views import MethodView

from services.partners.actions.account_passwords import replace_generated
from services.partners.models.account import Account
from services.partners.models.sign_in import PROGRAM
from services.partners.schemas.account import FirstPasswordSchema, TokenRequestSchema, TokenSchema
from services.partners.web.credentials import compared, recognise
from shared.sessions import SignIn
from shared.web.auth import allow_anyone, issue_token
from shared.web.body import ApiBlueprint
from shared.web.office import current_settings
from shared.web.transaction import transaction

api = ApiBlueprint("tokens-api", __name__, url_prefix="/api/partners/v1/tokens", description="Signing in")


@api.route("/own-password")
class OwnPassword(MethodView):
    @allow_anyone
    @api.arguments(FirstPasswordSchema)
    @api.response(204)
    @api.alt_response(401, description="The email or the password is not right")
    @api.alt_response(429, description="Too many were not right; Retry-After says in how many seconds to try again")
    def post(self, sent: dict[str, Any]) -> None:
        """Put a password of one's own in the place of a generated one, as the page asks for at the first sign-in"""
        office = current_settings().office.name
        with compared(sent["email"], sent["password"]) as account, transaction() as session:
            replace_generated(session, account.id, sent["password"], sent["new_password"], office)


@api.route("")
class Tokens(MethodView):
    @allow_anyone
    @api.arguments(TokenRequestSchema)
    @api.response(201, TokenSchema)
    @api.alt_response(401, description="The email or the password is not right")
    @api.alt_response(429, description="Too many were not right; Retry-After says in how many seconds to try again")
    def post(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Get a token for twelve hours; a new password ends it, and so does ending the sign-in it names"""
        return token_of(*recognise(sent["email"], sent["password"], PROGRAM))


def token_of(account: Account, proof: SignIn) -> dict[str, Any]:
    """Return the token of a program that just signed in."""
    token = issue_token(account, proof)
    return {"token": token, "token_type": "Bearer", "sign_in_id": proof.id, "ends_at": proof.ends_at}

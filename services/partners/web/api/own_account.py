"""The caller's own account, by JSON."""

from typing import Any

from flask.views import MethodView

from services.partners.models.account import Account
from services.partners.models.sign_in import PROGRAM
from services.partners.queries.accounts import AccountView, own_account
from services.partners.schemas.account import AccountSchema, OwnAccountSchema, PasswordSchema, TokenSchema
from services.partners.web.api.tokens import token_of
from services.partners.web.audience import own_account_id
from services.partners.web.own_account import change_own_account, change_password
from shared.rights import Right
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import reading

api = ApiBlueprint(
    "own-account-api", __name__, url_prefix="/api/partners/v1/own-account", description="One's own account"
)


@api.route("")
class OwnAccount(MethodView):
    @allow(Right.OWN_ACCOUNT_KEEP)
    @api.response(200, AccountSchema)
    def get(self) -> AccountView:
        """Read your own account"""
        with reading() as session:
            return own_account(session, own_account_id())

    @allow(Right.OWN_ACCOUNT_KEEP)
    @api.arguments(OwnAccountSchema)
    @api.response(200, AccountSchema)
    @api.alt_response(429, description="Too many passwords were not right; Retry-After says when to try again")
    def put(self, sent: dict[str, Any]) -> Account:
        """Have another name, or another address to sign in with; the password proves that it is you"""
        return change_own_account(**sent)


@api.route("/password")
class OwnPassword(MethodView):
    @allow(Right.OWN_ACCOUNT_KEEP)
    @api.arguments(PasswordSchema)
    @api.response(201, TokenSchema)
    @api.alt_response(429, description="Too many passwords were not right; Retry-After says when to try again")
    def post(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Change your password: every token and browser signed in with it ends, this answer holds a new token"""
        return token_of(*change_password(PROGRAM, **sent))

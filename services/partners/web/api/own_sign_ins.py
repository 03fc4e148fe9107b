"""The browsers and programs signed in with the caller's own account, by JSON."""

from uuid import UUID

from flask.views import MethodView

from services.partners.actions import sign_ins
from services.partners.queries.sign_ins import SignInView, own_sign_ins
from services.partners.schemas.account import SignInViewSchema
from shared.context import actor
from shared.rights import Right
from shared.web.auth import allow, current_sign_in
from shared.web.body import ApiBlueprint
from shared.web.transaction import reading, transaction

api = ApiBlueprint("sign-ins-api", __name__, url_prefix="/api/partners/v1/sign-ins", description="Signing in")


@api.route("")
class SignIns(MethodView):
    @allow(Right.OWN_ACCOUNT_KEEP)
    @api.response(200, SignInViewSchema(many=True))
    def get(self) -> list[SignInView]:
        """List what is signed in with your account, tokens and browsers alike"""
        with reading() as session:
            return own_sign_ins(session, actor().id, current_sign_in().id)


@api.route("/<uuid:sign_in_id>/end")
class EndSignIn(MethodView):
    @allow(Right.OWN_ACCOUNT_KEEP)
    @api.response(204)
    def post(self, sign_in_id: UUID) -> None:
        """End one, your own included; ended again, it stays so"""
        with transaction() as session:
            sign_ins.end_one(session, actor().id, sign_in_id)


@api.route("/end-others")
class EndOtherSignIns(MethodView):
    @allow(Right.OWN_ACCOUNT_KEEP)
    @api.response(204)
    def post(self) -> None:
        """End all but the one that asks"""
        with transaction() as session:
            sign_ins.end_others(session, actor().id, current_sign_in().id)

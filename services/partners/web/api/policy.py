"""The scoring policy by JSON: how points are given, and how it is changed."""

from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint

from services.partners.actions.policies import change_policy
from services.partners.models.policy import PolicyVersion, latest
from services.partners.schemas.policy import PolicySchema
from shared.web.auth import allow
from shared.web.transaction import reading, transaction

api = Blueprint(
    "policy-api", __name__, url_prefix="/api/partners/v1/policy", description="How suggestions are given their points"
)


@api.route("")
class OnePolicy(MethodView):
    @allow("staff", "head")
    @api.response(200, PolicySchema)
    def get(self) -> PolicyVersion:
        """Read the policy in force"""
        with reading() as session:
            return latest(session)

    @allow("staff")
    @api.arguments(PolicySchema)
    @api.response(200, PolicySchema)
    def put(self, sent: dict[str, Any]) -> PolicyVersion:
        """Put a new version in force; ``version`` names the one that was read"""
        with transaction() as session:
            return change_policy(session, sent, sent["version"])

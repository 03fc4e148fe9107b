"""The scoring policy by JSON: how points are given, and how it is changed."""

from typing import Any

from flask.views import MethodView

from services.partners.actions.policies import change_policy
from services.partners.models.policy import PolicyVersion, latest
from services.partners.queries.policies import list_versions
from services.partners.schemas.policy import PolicySchema, PolicyVersionPageSchema
from shared.rights import Right
from shared.web.api import one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.paging import PageQuerySchema, offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint(
    "policy-api", __name__, url_prefix="/api/partners/v1/policy", description="How suggestions are given their points"
)


@api.route("")
class OnePolicy(MethodView):
    @allow(Right.POLICY_READ)
    @api.response(200, PolicySchema)
    def get(self) -> PolicyVersion:
        """Read the policy in force"""
        with reading() as session:
            return latest(session)

    @allow(Right.POLICY_WRITE)
    @api.arguments(PolicySchema)
    @api.response(200, PolicySchema)
    def put(self, sent: dict[str, Any]) -> PolicyVersion:
        """Put a new version in force; ``version`` names the one that was read, lists left out stay as they are"""
        with transaction() as session:
            return change_policy(session, sent, sent["version"])


@api.route("/versions")
class AllVersions(MethodView):
    @allow(Right.POLICY_READ)
    @api.arguments(PageQuerySchema, location="query")
    @api.response(200, PolicyVersionPageSchema)
    def get(self, query: dict[str, int]) -> dict[str, Any]:
        """List the versions of the policy, newest first, with who put them in force and what they changed"""
        number, size = query["page"], query["page_size"]
        with reading() as session:
            versions, total = list_versions(session, size, offset(number, size))
        return one_page(versions, total, number, size)

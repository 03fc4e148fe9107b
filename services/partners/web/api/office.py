"""How the office presents itself, by JSON."""

from typing import Any

from flask import current_app
from flask.views import MethodView

from services.partners.actions.first_hour import put_step_aside, take_step_up
from services.partners.actions.office import change_office
from services.partners.queries.office import office_view
from services.partners.schemas.office import OfficeSchema, OfficeViewSchema
from shared.rights import Right
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import reading, transaction

api = ApiBlueprint("office-api", __name__, url_prefix="/api/partners/v1/office", description="How it presents itself")


@api.route("")
class TheOffice(MethodView):
    @allow(Right.OFFICE_KEEP)
    @api.response(200, OfficeViewSchema)
    def get(self) -> dict[str, Any]:
        """Read it, and what of it the installer fixed"""
        with reading() as session:
            return office_view(session, current_app.config["SETTINGS"])

    @allow(Right.OFFICE_KEEP)
    @api.arguments(OfficeSchema)
    @api.response(200, OfficeViewSchema)
    def put(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Change it; ``revision`` names the one that was read, what the installer fixed stays as it is"""
        settings = current_app.config["SETTINGS"]
        said = {name: text for name, text in sent.items() if name not in settings.fixed}
        with transaction() as session:
            change_office(session, said, sent["revision"])
            return office_view(session, settings)


@api.route("/steps/<key>/put-aside")
class PutAside(MethodView):
    @allow(Right.OFFICE_ACCOUNTS_KEEP)
    @api.response(204)
    def post(self, key: str) -> None:
        """Leave out a step of the first hour, such as inviting colleagues where somebody works alone"""
        with transaction() as session:
            put_step_aside(session, key)


@api.route("/steps/<key>/take-up")
class TakeUp(MethodView):
    @allow(Right.OFFICE_ACCOUNTS_KEEP)
    @api.response(204)
    def post(self, key: str) -> None:
        """Ask for a step again that was left out"""
        with transaction() as session:
            take_step_up(session, key)

"""The door by JSON: the code of a pass notes whoever shows it as present, once."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.partners.schemas.door import DoorSchema, LetInSchema
from services.partners.web.door import come_in
from shared.rights import Right
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import transaction

api = ApiBlueprint("door-api", __name__, url_prefix="/api/partners/v1/offers", description="Passes at the door")


@api.route("/<uuid:offer_id>/sessions/<uuid:session_id>/door")
class Door(MethodView):
    @allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
    @api.arguments(DoorSchema)
    @api.response(200, LetInSchema)
    def post(self, sent: dict[str, Any], offer_id: UUID, session_id: UUID) -> dict[str, Any]:
        """Note whoever shows this pass as present at a session of today; shown twice, nothing changes"""
        with transaction() as session:
            return come_in(session, offer_id, session_id, sent["code"])

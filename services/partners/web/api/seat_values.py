"""What a seat of each form of programme is worth, by JSON."""

from collections.abc import Sequence
from typing import Any

from flask.views import MethodView

from services.partners.actions import seat_values
from services.partners.models.seat_value import SeatValue, every
from services.partners.schemas.seat_value import SeatValueSchema, SeatWorthSchema
from shared.errors import NotFound
from shared.rights import Right
from shared.vocabulary import FORMS
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import reading, transaction

api = ApiBlueprint(
    "seat-values-api", __name__, url_prefix="/api/partners/v1/seat-values", description="What a seat is worth"
)


@api.route("")
class AllSeatValues(MethodView):
    @allow(Right.OFFERS_READ)
    @api.response(200, SeatValueSchema(many=True))
    def get(self) -> Sequence[SeatValue]:
        """List the office's table"""
        with reading() as session:
            return every(session)


@api.route("/<form>")
class OneSeatValue(MethodView):
    @allow(Right.POLICY_WRITE)
    @api.arguments(SeatWorthSchema)
    @api.response(204)
    def put(self, sent: dict[str, Any], form: str) -> None:
        """Say what a seat of this form is worth, and where the figure is from"""
        with transaction() as session:
            seat_values.set_seat_value(session, _known(form), **sent)

    @allow(Right.POLICY_WRITE)
    @api.response(204)
    def delete(self, form: str) -> None:
        """Say no more what a seat of this form is worth"""
        with transaction() as session:
            seat_values.drop_seat_value(session, _known(form))


def _known(form: str) -> str:
    if form not in FORMS:
        raise NotFound
    return form

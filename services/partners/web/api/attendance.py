"""Who was there, by JSON: the list, notes, and its closing; an institution reaches its own offers."""

from typing import Any
from uuid import UUID

from flask.views import MethodView
from sqlalchemy.orm import Session

from services.partners.actions.attendance import Noted, note_all
from services.partners.actions.attendance_list import close_list
from services.partners.domain.attendance import THRESHOLD
from services.partners.domain.mark import Mark
from services.partners.models.offer import Offer
from services.partners.queries.attendance import AttendanceList, attendance_of, require_list
from services.partners.queries.closing import closing_of
from services.partners.schemas.attendance import (
    AttendanceListSchema,
    ClosedSchema,
    ClosingSchema,
    EntriesSchema,
    NotedSchema,
)
from services.partners.web.attendance import source
from services.partners.web.audience import scope
from shared.rights import Right
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.transaction import reading, transaction

api = ApiBlueprint("attendance-api", __name__, url_prefix="/api/partners/v1/offers", description="Who was there")


@api.route("/<uuid:offer_id>/attendance")
class OfAttendance(MethodView):
    @allow(Right.ATTENDANCE_READ, Right.OWN_ATTENDANCE_READ)
    @api.response(200, AttendanceListSchema)
    def get(self, offer_id: UUID) -> dict[str, Any]:
        """Read the attendance list: people, sessions, what is noted, and what closing it would lead to"""
        with reading() as session:
            return _whole(session, attendance_of(session, offer_id, of=scope(Right.ATTENDANCE_READ)))

    @allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
    @api.arguments(EntriesSchema)
    @api.response(200, NotedSchema)
    def post(self, sent: dict[str, Any], offer_id: UUID) -> dict[str, Any]:
        """Note who was there, all entries or none; each entry id counts once"""
        with transaction() as session:
            require_list(session, offer_id, of=scope(Right.ATTENDANCE_WRITE))
            marks = [Mark(**entry) for entry in sent["entries"]]
            return _said(note_all(session, offer_id, marks, source=source(), reason=sent["reason"]))


@api.route("/<uuid:offer_id>/attendance/close")
class Close(MethodView):
    @allow(Right.ATTENDANCE_WRITE, Right.OWN_ATTENDANCE_WRITE)
    @api.arguments(ClosingSchema)
    @api.response(200, ClosedSchema)
    def post(self, sent: dict[str, Any], offer_id: UUID) -> Offer:
        """Close the list: each enrolment is completed, incomplete or a no-show from then on"""
        with transaction() as session:
            require_list(session, offer_id, of=scope(Right.ATTENDANCE_WRITE))
            return close_list(session, offer_id, sent["seen"])


def _whole(session: Session, shown: AttendanceList) -> dict[str, Any]:
    closing, offer = closing_of(session, shown.offer), shown.offer
    pending = {"not_noted": len(closing.not_noted), "to_come": len(closing.to_come), "seen": closing.fingerprint}
    return {
        "sessions": shown.sessions,
        "people": shown.people,
        "threshold": offer.threshold or THRESHOLD,
        "closed_at": offer.list_closed_at,
        "closing": closing.counts | pending,
    }


def _said(noted: Noted) -> dict[str, Any]:
    return {"changed": len(noted.changed), "overtaken": noted.overtaken}

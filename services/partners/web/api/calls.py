"""The call list by JSON: whom to call, for an answer or to tell what came of it, and who was told."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.partners.actions.calls import mark_arrived, mark_line_told, mark_told, unmark_line_told, unmark_told
from services.partners.models.invitation import Invitation
from services.partners.models.line_call import LineCall
from services.partners.queries.call_keys import CallFilter
from services.partners.queries.call_list import Call, list_calls
from services.partners.schemas.invitation import InvitationSchema, ToldSchema
from services.partners.schemas.invitation_page import CallPageSchema, CallQuerySchema, LineCallSchema
from services.partners.web.api.fresh import fresh
from services.partners.web.whatsapp import chat_link
from shared.rights import Right
from shared.web.api import one_page
from shared.web.auth import allow
from shared.web.body import ApiBlueprint
from shared.web.office import current_settings
from shared.web.paging import offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint("calls-api", __name__, url_prefix="/api/partners/v1", description="Whom the office calls")


@api.route("/calls")
class Calls(MethodView):
    @allow(Right.CALLS_READ)
    @api.arguments(CallQuerySchema, location="query")
    @api.response(200, CallPageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List those who must be called, those that cannot wait first; without a kind, all that is still to be done"""
        number, size = query.pop("page"), query.pop("page_size")
        with reading() as session:
            calls, total = list_calls(session, CallFilter(**query), size, offset(number, size))
            return one_page([_with_chat(call) for call in calls], total, number, size)


@api.route("/invitations/<uuid:invitation_id>/told")
class Told(MethodView):
    @allow(Right.CALLS_NOTE)
    @api.arguments(ToldSchema)
    @api.response(200, InvitationSchema)
    def post(self, sent: dict[str, Any], invitation_id: UUID) -> Invitation:
        """Note that the IKM was told, by phone or WhatsApp; the first note counts"""
        with transaction() as session:
            return fresh(session, mark_told(session, invitation_id, sent["how"]))


@api.route("/invitations/<uuid:invitation_id>/not-told")
class NotTold(MethodView):
    @allow(Right.CALLS_NOTE)
    @api.response(200, InvitationSchema)
    def post(self, invitation_id: UUID) -> Invitation:
        """Take that note back: the IKM is on the call list again"""
        with transaction() as session:
            return fresh(session, unmark_told(session, invitation_id))


@api.route("/invitations/<uuid:invitation_id>/mail-arrived")
class MailArrived(MethodView):
    @allow(Right.CALLS_NOTE)
    @api.response(200, InvitationSchema)
    def post(self, invitation_id: UUID) -> Invitation:
        """Note that a mail of which that was in doubt has arrived"""
        with transaction() as session:
            return fresh(session, mark_arrived(session, invitation_id))


@api.route("/line-calls/<uuid:call_id>/told")
class LineTold(MethodView):
    @allow(Right.CALLS_NOTE)
    @api.arguments(ToldSchema)
    @api.response(200, LineCallSchema)
    def post(self, sent: dict[str, Any], call_id: UUID) -> LineCall:
        """Note that an IKM was told its place in line, or what came of it; the first note counts"""
        with transaction() as session:
            return mark_line_told(session, call_id, sent["how"])


@api.route("/line-calls/<uuid:call_id>/not-told")
class LineNotTold(MethodView):
    @allow(Right.CALLS_NOTE)
    @api.response(200, LineCallSchema)
    def post(self, call_id: UUID) -> LineCall:
        """Take that note back: the IKM is on the call list again"""
        with transaction() as session:
            return unmark_line_told(session, call_id)


def _with_chat(call: Call) -> dict[str, Any]:
    return {
        "kind": call.kind,
        "invitation": call.invitation,
        "line": call.line,
        "question": call.question,
        "offer": call.offer,
        "profile": call.profile,
        "teller": call.teller,
        "whatsapp": chat_link(call, current_settings()),
    }

"""Invitations by JSON: for the office all of an offer, for who holds the link the one it names."""

from typing import Any
from uuid import UUID

from flask import current_app
from flask.views import MethodView

from services.partners.actions import invitations
from services.partners.actions.links import invitation_of
from services.partners.models.invitation import Invitation
from services.partners.queries.call_list import Call, CallFilter, list_calls
from services.partners.queries.invitations import invitations_of
from services.partners.queries.offers import get_offer
from services.partners.schemas.institution import MoveSchema
from services.partners.schemas.invitation import AnswerSchema, InvitationSchema, RecordedAnswerSchema, answer_of
from services.partners.schemas.invitation_page import CallPageSchema, OpenInvitationSchema
from services.partners.web.api.fresh import fresh
from services.partners.web.reader import no_guessing, reader
from services.partners.web.whatsapp import ready_text
from shared.web.api import one_page
from shared.web.auth import allow, allow_anyone
from shared.web.body import ApiBlueprint
from shared.web.format import wa_link
from shared.web.paging import PageQuerySchema, offset
from shared.web.transaction import reading, transaction

api = ApiBlueprint("invitations-api", __name__, url_prefix="/api/partners/v1", description="Invitations and answers")


@api.route("/offers/<uuid:offer_id>/invitations")
class OfOffer(MethodView):
    @allow("staff", "head")
    @api.response(200, InvitationSchema(many=True))
    def get(self, offer_id: UUID) -> list[Invitation]:
        """List the invitations to an offer"""
        with reading() as session:
            get_offer(session, offer_id)
            return invitations_of(session, offer_id)


@api.route("/calls")
class Calls(MethodView):
    @allow("staff", "head")
    @api.arguments(PageQuerySchema, location="query")
    @api.response(200, CallPageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List who must be called, those that cannot wait first"""
        with reading() as session:
            calls, total = list_calls(
                session, CallFilter(), query["page_size"], offset(query["page"], query["page_size"])
            )
            return one_page([_with_chat(call) for call in calls], total, query["page"], query["page_size"])


@api.route("/invitations/<uuid:invitation_id>/answer")
class RecordAnswer(MethodView):
    @allow("staff")
    @api.arguments(RecordedAnswerSchema)
    @api.response(200, InvitationSchema)
    def post(self, sent: dict[str, Any], invitation_id: UUID) -> Invitation:
        """Record an answer heard by phone or at the office"""
        with transaction() as session:
            answered = invitations.answer_invitation(session, invitation_id, answer_of(sent), source=sent["source"])
            return fresh(session, answered)


@api.route("/invitations/<uuid:invitation_id>/cancel")
class Cancel(MethodView):
    @allow("staff")
    @api.arguments(MoveSchema)
    @api.response(200, InvitationSchema)
    def post(self, sent: dict[str, Any], invitation_id: UUID) -> Invitation:
        """Take an invitation back, with a reason; the next in line moves up"""
        with transaction() as session:
            return fresh(session, invitations.cancel_invitation(session, invitation_id, sent["reason"] or ""))


@api.route("/answers/<token>")
class Answer(MethodView):
    @allow_anyone
    @no_guessing
    @api.response(200, OpenInvitationSchema)
    def get(self, token: str) -> dict[str, Any]:
        """Read the invitation a link names; reading changes nothing"""
        with reading() as session:
            invitation = invitation_of(session, token)
            return {"invitation": invitation, "offer": get_offer(session, invitation.offer_id)}

    @allow_anyone
    @no_guessing
    @api.arguments(AnswerSchema)
    @api.response(200, OpenInvitationSchema)
    def post(self, sent: dict[str, Any], token: str) -> dict[str, Any]:
        """Answer the invitation; the last answer before the deadline counts"""
        with reading() as session:
            holder = reader(invitation_of(session, token))
        with holder, transaction() as session:
            invitation = fresh(session, invitations.answer_by_link(session, token, answer_of(sent)))
            return {"invitation": invitation, "offer": get_offer(session, invitation.offer_id)}


def _with_chat(call: Call) -> dict[str, Any]:
    chat = wa_link(call.profile.phone, ready_text(call, current_app.config["SETTINGS"]))
    return {"invitation": call.invitation, "offer": call.offer, "profile": call.profile, "whatsapp": chat}

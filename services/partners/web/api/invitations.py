"""Invitations by JSON: for the office all of an offer, for whoever holds the link the one it names."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from services.partners.actions import invitations
from services.partners.models.invitation import Invitation
from services.partners.queries.invitations import invitations_of
from services.partners.queries.links import invitation_of
from services.partners.queries.offers import get_offer
from services.partners.schemas.invitation import (
    AnswerSchema,
    CancellationSchema,
    InvitationSchema,
    RecordedAnswerSchema,
    answer_of,
)
from services.partners.schemas.invitation_page import OpenInvitationSchema
from services.partners.web.api.fresh import fresh
from services.partners.web.audience import scope
from services.partners.web.reader import reader
from shared.rights import Right
from shared.web.auth import allow, allow_anyone
from shared.web.body import ApiBlueprint
from shared.web.limits import no_guessing
from shared.web.transaction import reading, transaction

api = ApiBlueprint("invitations-api", __name__, url_prefix="/api/partners/v1", description="Invitations and answers")


@api.route("/offers/<uuid:offer_id>/invitations")
class OfOffer(MethodView):
    @allow(Right.NOMINEES_READ)
    @api.response(200, InvitationSchema(many=True))
    def get(self, offer_id: UUID) -> list[Invitation]:
        """List the invitations to an offer"""
        with reading() as session:
            get_offer(session, offer_id, of=scope(Right.NOMINEES_READ))
            return invitations_of(session, offer_id)


@api.route("/invitations/<uuid:invitation_id>/answer")
class RecordAnswer(MethodView):
    @allow(Right.ANSWERS_RECORD)
    @api.arguments(RecordedAnswerSchema)
    @api.response(200, InvitationSchema)
    def post(self, sent: dict[str, Any], invitation_id: UUID) -> Invitation:
        """Record an answer heard by phone or at the office"""
        with transaction() as session:
            answered = invitations.answer_invitation(session, invitation_id, answer_of(sent), source=sent["source"])
            return fresh(session, answered)


@api.route("/invitations/<uuid:invitation_id>/cancel")
class Cancel(MethodView):
    @allow(Right.SEATS_GIVE)
    @api.arguments(CancellationSchema)
    @api.response(200, InvitationSchema)
    def post(self, sent: dict[str, Any], invitation_id: UUID) -> Invitation:
        """Take an invitation back, with a reason that its IKM is told; the next in line moves up"""
        reason, by_ikm = sent["reason"] or "", sent["by_ikm"]
        with transaction() as session:
            return fresh(session, invitations.cancel_invitation(session, invitation_id, reason, by_ikm=by_ikm))


@api.route("/answers/<token>")
class Answer(MethodView):
    @allow_anyone
    @no_guessing
    @api.response(200, OpenInvitationSchema)
    def get(self, token: str) -> dict[str, Any]:
        """Read the invitation a link names; reading changes nothing"""
        with reading() as session:
            invitation = invitation_of(session, token)
            return {"invitation": invitation, "offer": get_offer(session, invitation.offer_id, of=None)}

    @allow_anyone
    @no_guessing
    @api.arguments(AnswerSchema)
    @api.response(200, OpenInvitationSchema)
    def post(self, sent: dict[str, Any], token: str) -> dict[str, Any]:
        """Answer the invitation; the last answer before the deadline counts, with a token of staff as the office's"""
        with reading() as session:
            holder = reader(invitation_of(session, token).nomination)
        with holder, transaction() as session:
            invitation = fresh(session, invitations.answer_by_link(session, token, answer_of(sent)))
            return {"invitation": invitation, "offer": get_offer(session, invitation.offer_id, of=None)}

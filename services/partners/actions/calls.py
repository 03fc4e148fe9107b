"""Calls beside those that hear an answer: mail does not tell an IKM what it should know, or may not have told it."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import session_calls
from services.partners.actions.invitations import with_offer_locked
from services.partners.actions.offers import offer_for_work
from services.partners.domain import invitation as rules
from services.partners.domain.line import IN_LINE, SCHEDULE
from services.partners.models.invitation import Invitation
from services.partners.models.line_call import LineCall, went_on
from services.partners.models.nomination import Nomination
from shared.audit import record
from shared.clock import now
from shared.context import actor
from shared.errors import NotFound, RuleBroken
from shared.language import msg


def mark_told(session: Session, invitation_id: UUID, how: str) -> Invitation:
    """Note that the IKM was told, by ``phone`` or ``whatsapp``; whoever told it first stays on record."""
    invitation = _to_tell(session, invitation_id)
    if invitation.told_at is None:
        invitation.told_at, invitation.told_by, invitation.told_how = now(), actor().id, how
        _note(session, invitation, "tell", new={"told_how": how})
    return invitation


def unmark_told(session: Session, invitation_id: UUID) -> Invitation:
    """Put the IKM back on the call list: the mark was set by mistake."""
    invitation = _to_tell(session, invitation_id)
    if invitation.told_at is not None:
        _note(session, invitation, "untell", old={"told_how": invitation.told_how})
        invitation.told_at = invitation.told_by = invitation.told_how = None
    return invitation


def mark_line_told(session: Session, call_id: UUID, how: str) -> LineCall:
    """Note that an IKM was told its place in line, or what came of it; whoever told it first stays on record."""
    call = _of_line(session, call_id)
    if call.told_at is None:
        call.told_at, call.told_by, call.told_how = now(), actor().id, how
        _note_of_line(session, call, "tell", new={"told_how": how})
    return call


def unmark_line_told(session: Session, call_id: UUID) -> LineCall:
    """Put the IKM back on the call list: the mark was set by mistake. Raises RuleBroken where it went on since."""
    call = _of_line(session, call_id)
    if call.told_at is not None:
        if went_on(session, call):
            raise RuleBroken(msg("Since then something else became of this IKM. There is nothing to tell it."))
        _note_of_line(session, call, "untell", old={"told_how": call.told_how})
        call.told_at = call.told_by = call.told_how = None
    return call


def note_doubt(session: Session, invitation_id: UUID, *, asks: bool) -> None:
    """Put the invitation on the call list: nobody knows whether its mail arrived. It can still be answered by link.

    Heard after the news that it did arrive, this costs a call too many, never one too few.
    """
    invitation, _ = with_offer_locked(session, invitation_id)
    if not asks and invitation.state in rules.CONFIRMED:
        session_calls.let_call(session, [invitation])
    elif rules.is_open_whether_told(invitation.state, invitation.notice, invitation.told_at, asks=asks):
        invitation.doubtful_since = now()


def settle_doubt(session: Session, invitation_id: UUID, *, asks: bool) -> Invitation:
    """Take the invitation off the call list: the mail that ``asks``, or calls off, did arrive."""
    invitation, _ = with_offer_locked(session, invitation_id)
    if not asks and invitation.state in rules.CONFIRMED:
        session_calls.need_not_call(session, invitation)
    elif asks == (invitation.notice is None):
        invitation.doubtful_since = None
    return invitation


def mark_arrived(session: Session, invitation_id: UUID) -> Invitation:
    """Note that the IKM says that the mail is there: nobody need call."""
    invitation, _ = with_offer_locked(session, invitation_id)
    if invitation.doubtful_since is not None:
        _note(session, invitation, "mail_arrived")
        invitation.doubtful_since = None
    return invitation


def _to_tell(session: Session, invitation_id: UUID) -> Invitation:
    invitation, _ = with_offer_locked(session, invitation_id)
    rules.require_call(invitation.notice, invitation.channel, doubtful=invitation.doubtful_since is not None)
    return invitation


def _note(session: Session, invitation: Invitation, action: str, **change: Any) -> None:
    record(session, noun="invitation", noun_id=invitation.id, action=action, **change)


def _of_line(session: Session, call_id: UUID) -> LineCall:
    """Return the call as it stands once its offer is locked: until then it may go with its wait."""
    offer_id = session.scalar(select(Nomination.offer_id).join(LineCall).where(LineCall.id == call_id))
    if offer_id is None:
        raise NotFound
    offer_for_work(session, offer_id)
    call = session.get(LineCall, call_id, with_for_update={"of": LineCall}, populate_existing=True)
    if call is None:
        raise NotFound
    return call


def _note_of_line(session: Session, call: LineCall, action: str, **change: Any) -> None:
    what = {IN_LINE: "place_in_line", SCHEDULE: "schedule"}.get(call.why, "end_of_line")
    record(session, noun="nomination", noun_id=call.nomination_id, action=f"{action}_{what}", **change)

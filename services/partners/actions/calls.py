"""Calls that only tell something: an invitation was called off, and mail does not reach the IKM."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions.invitations import with_offer_locked
from services.partners.domain import invitation as rules
from services.partners.models.invitation import Invitation
from shared.audit import record
from shared.clock import now
from shared.context import actor


def mark_told(session: Session, invitation_id: UUID, how: str) -> Invitation:
    """Note that the IKM was told, by ``phone`` or ``whatsapp``; who told it first stays on record."""
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


def _to_tell(session: Session, invitation_id: UUID) -> Invitation:
    invitation, _ = with_offer_locked(session, invitation_id)
    rules.require_call(invitation.notice, invitation.channel)
    return invitation


def _note(session: Session, invitation: Invitation, action: str, **change: dict[str, Any]) -> None:
    record(session, noun="invitation", noun_id=invitation.id, action=action, **change)

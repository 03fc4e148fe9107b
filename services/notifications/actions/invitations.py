"""Facts about invitations: what each makes superfluous, before it is told."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.actions import emails, endings
from services.notifications.actions.letters import tell
from services.notifications.domain import email as rules
from services.notifications.letters.answers import invitation_answered_ikm
from services.notifications.letters.catalogue import ASKING, CALLING_OFF
from services.notifications.models.email import Email
from shared.events.partners import InvitationAnswered, InvitationClosed, InvitationIssued


def invite(session: Session, event: InvitationIssued) -> None:
    """Invite an IKM anew, and plan its reminders."""
    if event.email:
        _stop_asking(session, event.invitation_id, "replaced")
    tell(session, event)


def confirm(session: Session, event: InvitationAnswered) -> None:
    """Stop asking, confirm the answer to the IKM, tell the institution. An answer older than one known is dropped."""
    if not endings.note(session, event.invitation_id, "answered", event.revision):
        return
    _stop_asking(session, event.invitation_id, "answered")
    if event.email:
        earlier = (Email.invitation_id == event.invitation_id, Email.template == invitation_answered_ikm.name)
        emails.stop(session, rules.CANCELLED, "replaced", *earlier)
    tell(session, event)


def close(session: Session, event: InvitationClosed) -> None:
    """Stop what waits about an invitation that ended; the IKM is told, or gets confirmed what it asked for, by mail."""
    reason = event.notice if event.notice in rules.REASONS else "invitation_closed"
    endings.note(session, event.invitation_id, reason, event.revision)
    about_it = (Email.invitation_id == event.invitation_id, Email.template.not_in(CALLING_OFF))
    emails.stop(session, rules.CANCELLED, reason, *about_it)
    tell(session, event)


def _stop_asking(session: Session, invitation_id: UUID, reason: str) -> None:
    emails.stop(session, rules.CANCELLED, reason, Email.invitation_id == invitation_id, Email.template.in_(ASKING))

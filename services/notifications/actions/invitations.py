"""Facts about invitations: what each makes superfluous, before it is told."""

from sqlalchemy.orm import Session

from services.notifications.actions import endings, messages, waiting_lists
from services.notifications.actions.letters import tell
from services.notifications.domain import message as rules
from services.notifications.letters.catalogue import ASKING
from services.notifications.models.message import Message
from shared.events.partners import InvitationAnswered, InvitationClosed, InvitationIssued


def invite(session: Session, event: InvitationIssued) -> None:
    """Invite an IKM anew, and plan its reminders."""
    if event.email:
        about_it = Message.invitation_id == event.invitation_id
        for earlier in messages.waiting(session, about_it, Message.template.in_(ASKING)):
            earlier.become(rules.CANCELLED, "replaced")
    waiting_lists.drop_places(session, event)
    tell(session, event)


def confirm(session: Session, event: InvitationAnswered) -> None:
    """Stop asking, confirm the answer to the IKM, tell the institution. An answer older than one known is dropped."""
    if not endings.note(session, event.invitation_id, rules.ANSWERED, event.revision):
        return
    messages.ask_again(session, Message.invitation_id == event.invitation_id)
    tell(session, event)


def close(session: Session, event: InvitationClosed) -> None:
    """Stop what waits about an invitation that ended; the IKM is told, or gets confirmed what it asked for, by mail."""
    reason = event.notice if event.notice in rules.REASONS else "invitation_closed"
    endings.note(session, event.invitation_id, reason, event.revision)
    messages.ask_again(session, Message.invitation_id == event.invitation_id)
    tell(session, event)

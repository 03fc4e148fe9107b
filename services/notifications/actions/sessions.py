"""Facts about single meetings: what waits says what is so now, then everybody who comes is told."""

from sqlalchemy.orm import Session

from services.notifications.actions import endings, messages
from services.notifications.actions.letters import tell
from services.notifications.letters.catalogue import LETTERS
from services.notifications.models.message import Message
from shared.events.contract import dump
from shared.events.partners import SessionAdded, SessionCancelled, SessionRescheduled


def change(session: Session, event: SessionRescheduled | SessionCancelled) -> None:
    """Stop what waits and says otherwise of this meeting, and tell what became of it."""
    endings.note(session, event.session.session_id, "session_changed", event.session.sequence)
    _put_right(session, event)
    messages.ask_again(session, Message.offer_id == event.offer.offer_id)
    tell(session, event)


def add(session: Session, event: SessionAdded) -> None:
    """Tell of further meetings."""
    _put_right(session, event)
    tell(session, event)


def _put_right(session: Session, event: SessionRescheduled | SessionCancelled | SessionAdded) -> None:
    """Let what waits about the whole programme tell its meetings as they are now."""
    now_so = {name: value for name, value in dump(event).items() if name in ("offer", "sessions")}
    for message in messages.waiting(session, Message.offer_id == event.offer.offer_id):
        tells = "sessions" in message.context and not LETTERS[message.template].of_sessions
        if tells and message.context["offer"].get("revision", 0) < event.offer.revision:
            message.context = message.context | now_so

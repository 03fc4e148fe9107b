"""What a mail would say that is no longer so: whom it may not name any more, which meeting changed since."""

from sqlalchemy.orm import Session

from services.notifications.letters.catalogue import LETTERS
from services.notifications.models.message import Message
from services.notifications.queries.permission import named, unchanged


def leave_out_unwilling(session: Session, message: Message) -> None:
    """Take those out of a waiting mail who may not be named any more; it names somebody else as well."""
    place = LETTERS[message.template].names
    willing = [item for item, reason in named(session, message) if not reason]
    if place and willing != message.context[place]:
        message.context = {**message.context, place: willing}


def leave_out_changed(session: Session, message: Message) -> None:
    """Take those meetings out of a waiting mail that were changed since; it tells of others as well."""
    if LETTERS[message.template].of_sessions:
        still = unchanged(session, message)
        if still != message.context["sessions"]:
            message.context = {**message.context, "sessions": still}

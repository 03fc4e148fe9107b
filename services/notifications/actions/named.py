"""Those whom a mail to an institution names: whoever objected before it goes is not in it."""

from sqlalchemy.orm import Session

from services.notifications.letters.catalogue import LETTERS
from services.notifications.models.message import Message
from services.notifications.queries.permission import named


def leave_out_unwilling(session: Session, message: Message) -> None:
    """Take those out of a waiting mail who may not be named any more; it names somebody else as well."""
    place = LETTERS[message.template].names
    willing = [item for item, reason in named(session, message) if not reason]
    if place and willing != message.context[place]:
        message.context = {**message.context, place: willing}

"""Which invitation followed which, as far as the mails that ask for an answer show it."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from services.notifications.domain.message import ANSWERED
from services.notifications.letters.catalogue import ASKING
from services.notifications.models.contact import living_on_in, remaining_id
from services.notifications.models.ending import Ending
from services.notifications.models.message import Message
from shared.among import among


def was_asked_anew(session: Session, message: Message) -> bool:
    """Tell whether the IKM a mail goes to was asked to the same offer again, by an invitation that lives on."""
    if message.ikm_id is None or message.offer_id is None:
        return False
    asked = select(Message.id).outerjoin(Ending, Ending.subject_id == Message.invitation_id)
    anew = asked.where(
        among(Message.ikm_id, living_on_in(session, remaining_id(session, message.ikm_id))),
        Message.offer_id == message.offer_id,
        Message.template.in_(ASKING),
        Message.invitation_id.is_distinct_from(message.invitation_id),
        or_(Ending.subject_id.is_(None), Ending.reason == ANSWERED),
        _is_newer_than(message),
    )
    return session.scalar(anew.limit(1)) is not None


def _is_newer_than(message: Message) -> ColumnElement[bool]:
    """Facts come in any order: what was heard before may be newer, which its higher revision shows."""
    heard_since = Message.created_at > message.created_at
    revision = message.context.get("revision")
    return or_(heard_since, Message.context["revision"].as_integer() > revision) if revision else heard_since

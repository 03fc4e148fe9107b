"""The mail log as its pages show it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, defer

from services.notifications.domain import message as rules
from services.notifications.models.message import Message, unsettled
from shared import searching
from shared.errors import NotFound
from shared.language import msg


@dataclass(frozen=True)
class EmailFilter:
    """``offer_id``, ``invitation_id`` and ``ikm_id`` let other pages link to the mails about one thing.

    ``unsettled``: only those that did not arrive, or may not have, and wait for a person.
    """

    state: str | None = None
    template: str | None = None
    search: str | None = None
    offer_id: UUID | None = None
    invitation_id: UUID | None = None
    ikm_id: UUID | None = None
    unsettled: bool = False


def list_emails(session: Session, wanted: EmailFilter, size: int, offset: int = 0) -> tuple[list[Message], int]:
    """Return one page of mails, newest first, and how many there are in all."""
    conditions = _conditions(wanted)
    total = session.scalar(select(func.count(Message.id)).where(*conditions)) or 0
    newest = (
        select(Message)
        .options(defer(Message.context, raiseload=True))
        .where(*conditions)
        .order_by(Message.created_at.desc(), Message.id)
        .limit(size)
        .offset(offset)
    )
    return list(session.scalars(newest)), total


def has_emails(session: Session) -> bool:
    """Tell whether there is any mail at all."""
    return session.scalar(select(Message.id).limit(1)) is not None


def count_by_state(session: Session, wanted: EmailFilter) -> dict[str, int]:
    """Return how many mails of the filter are in each state, whatever state it asks for, settled or not."""
    conditions = _conditions(wanted, with_state=False)
    found = session.execute(select(Message.state, func.count(Message.id)).where(*conditions).group_by(Message.state))
    return dict.fromkeys(rules.STATES, 0) | dict(found.all())


def get_email(session: Session, email_id: UUID) -> Message:
    email = session.get(Message, email_id)
    if email is None:
        raise NotFound(msg("There is no such mail."))
    return email


def _conditions(wanted: EmailFilter, *, with_state: bool = True) -> list[ColumnElement[bool]]:
    conditions = [
        getattr(Message, name) == value
        for name in ("template", "offer_id", "invitation_id", "ikm_id")
        if (value := getattr(wanted, name))
    ]
    if with_state and wanted.state:
        conditions.append(Message.state == wanted.state)
    if with_state and wanted.unsettled:
        conditions.append(unsettled())
    if wanted.search:
        conditions.append(searching.found(wanted.search, Message.recipient_name, Message.address))
    return conditions

"""The mail log as its pages show it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, defer

from services.notifications.domain import email as rules
from services.notifications.models.email import Email, unsettled
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


def list_emails(session: Session, wanted: EmailFilter, size: int, offset: int = 0) -> tuple[list[Email], int]:
    """Return one page of mails, newest first, and how many there are in all."""
    conditions = _conditions(wanted)
    total = session.scalar(select(func.count(Email.id)).where(*conditions)) or 0
    newest = (
        select(Email)
        .options(defer(Email.context, raiseload=True))
        .where(*conditions)
        .order_by(Email.created_at.desc(), Email.id)
        .limit(size)
        .offset(offset)
    )
    return list(session.scalars(newest)), total


def count_by_state(session: Session, wanted: EmailFilter) -> dict[str, int]:
    """Return how many mails of the filter are in each state, whatever state it asks for, settled or not."""
    conditions = _conditions(wanted, with_state=False)
    found = session.execute(select(Email.state, func.count(Email.id)).where(*conditions).group_by(Email.state))
    return dict.fromkeys(rules.STATES, 0) | dict(found.all())


def get_email(session: Session, email_id: UUID) -> Email:
    email = session.get(Email, email_id)
    if email is None:
        raise NotFound(msg("There is no such mail."))
    return email


def _conditions(wanted: EmailFilter, *, with_state: bool = True) -> list[ColumnElement[bool]]:
    conditions = [
        getattr(Email, name) == value
        for name in ("template", "offer_id", "invitation_id", "ikm_id")
        if (value := getattr(wanted, name))
    ]
    if with_state and wanted.state:
        conditions.append(Email.state == wanted.state)
    if with_state and wanted.unsettled:
        conditions.append(unsettled())
    if wanted.search:
        conditions.append(searching.found(wanted.search, Email.recipient_name, Email.address))
    return conditions

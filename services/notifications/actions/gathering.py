"""Facts gathered into one mail: one digest, not thirty."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.actions.messages import queue
from services.notifications.domain import message as rules
from services.notifications.domain.addressee import Addressee
from services.notifications.domain.gathering import goes_at, with_newest
from services.notifications.letters.letter import Letter
from services.notifications.models.gathering import hold_digest
from services.notifications.models.message import Message
from shared.clock import now
from shared.messaging.restoration import is_replayed


def gather(
    session: Session,
    letter: Letter,
    to: Addressee,
    item: dict[str, Any],
    *,
    offer_id: UUID | None = None,
    deadline: datetime | None = None,
) -> Message:
    """Add an item to the mail of this kind still waiting for this address, or begin a new one.

    A mail that was tried may have arrived as it was: nothing is added to it.
    """
    hold_digest(session, letter.name, to.address.strip(), offer_id)
    digest = _waiting(session, letter, to, offer_id)
    if digest is None:
        not_before = goes_at(now(), letter.gathers_for, deadline)
        digest = queue(session, letter.name, to, {"items": [item]}, offer_id=offer_id, not_before=not_before)
        _hold_if_it_may_have_gone(session, digest)
    else:
        digest.context = {**digest.context, "items": with_newest(digest.context["items"], item, letter.about_one)}
    return digest


def _waiting(session: Session, letter: Letter, to: Addressee, offer_id: UUID | None) -> Message | None:
    untried = select(Message).where(
        Message.state == rules.QUEUED,
        Message.claim.is_(None),
        Message.message_id.is_(None),
        Message.template == letter.name,
        Message.address == to.address.strip(),
        Message.offer_id == offer_id,
    )
    return session.scalar(untried.limit(1).with_for_update().execution_options(populate_existing=True))


def _hold_if_it_may_have_gone(session: Session, digest: Message) -> None:
    """What is told again after a return from a copy may have been gathered, and sent, before."""
    if digest.state == rules.QUEUED and is_replayed(session):
        digest.become(rules.UNCERTAIN, "restored")

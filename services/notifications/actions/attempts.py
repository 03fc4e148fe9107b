"""The steps of sending one mail that change its row: taken in hand, begun, given up or put back."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.notifications.actions import outcomes
from services.notifications.channels.rendering import reference, render
from services.notifications.domain import message as rules
from services.notifications.domain.message import BY_MAIL
from services.notifications.letters.rendering import Written
from services.notifications.models.ending import being_noted
from services.notifications.models.message import Message, locked, overtaken_by
from services.notifications.queries.reader import Reader
from shared.address import header_text
from shared.settings import Settings


def at_hand(session: Session, message: Message) -> Message | None:
    """Return a claimed message for change if it is still ours, and nothing and nobody goes before it.

    Nothing is waited for with a lock in hand: whoever writes about it at this moment is let pass. Nor does it overtake
    what is on its way about the same thing: it would be read in the wrong order.
    """
    if being_noted(session, (message.invitation_id, message.offer_id, message.institution_id)):
        return None
    row = locked(session, message.id, skip_locked=True)
    return row if row and _is_ours(row, message) and not overtaken_by(session, row) else None


def _is_ours(row: Message, claimed: Message) -> bool:
    return row.state == rules.QUEUED and row.claim == claimed.claim


def give_up(session: Session, claimed: Message, error: str) -> None:
    """Let a message fail whose letter cannot be written, if it is still ours."""
    row = locked(session, claimed.id)
    if row is not None and _is_ours(row, claimed):
        row.last_error = error[:500]
        outcomes.fail(session, row, "unwritable")


def write(session: Session, message: Message, reader: Reader, settings: Settings) -> Written:
    """Write the letter of a message to its reader, and note on its row that an attempt begins."""
    message.recipient_name, message.address, message.language = (
        header_text(reader.name),
        reader.address,
        reader.language,
    )
    letter = render(message, settings)
    message.begin(BY_MAIL)
    message.subject, message.message_id = letter.subject, reference(message, settings)
    return letter


def put_back(session: Session, claim: UUID) -> None:
    """Give the rest of a batch back as it was: nothing was tried."""
    session.execute(
        update(Message)
        .where(Message.claim == claim, Message.state == rules.QUEUED)
        .values(claim=None, claimed_at=None, revision=Message.revision + 1)
    )


def hold_back(batch: Sequence[Message]) -> bool:
    """Keep a batch from going out where mail is only tested; returns whether there was any."""
    for message in batch:
        message.become(rules.SUPPRESSED, "test_mode")
    return bool(batch)

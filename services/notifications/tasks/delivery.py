"""From the list to the mail server: claim, commit, talk with no transaction open, settle each mail by itself."""

import time
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from billiard.exceptions import SoftTimeLimitExceeded
from sqlalchemy.exc import SQLAlchemyError

from services.notifications.actions import flow, messages, outcomes, reminders
from services.notifications.actions.attempts import at_hand, give_up, hold_back, put_back, write
from services.notifications.actions.mail_server import in_force
from services.notifications.channels.mail import Mail
from services.notifications.channels.relay import RelayUnavailable
from services.notifications.channels.rendering import reference
from services.notifications.domain import message as rules
from services.notifications.domain.flow import MANY
from services.notifications.domain.verdict import Verdict
from services.notifications.letters.catalogue import REMINDER
from services.notifications.letters.rendering import Written
from services.notifications.models.message import Message
from services.notifications.models.message_claims import claim_due, let_wait, note_error
from services.notifications.queries.reader import reader_of
from shared.clock import now
from shared.context import SYSTEM, acting_as
from shared.database import Database, new_id
from shared.log import get_logger
from shared.patience import patiently
from shared.settings import Settings

BATCH = 50
RUN_SECONDS = 10
"""A job may last 50 seconds; no mail is begun that might not end within them."""

log = get_logger(__name__)


def deliver_due(database: Database, settings: Settings) -> None:
    """Send what is due, batch by batch, for at most some seconds; the clock comes back for the rest."""
    until = time.monotonic() + RUN_SECONDS
    with database.reading() as session:
        settings = in_force(session, settings)
    with Mail(settings) as channel:
        while time.monotonic() < until and _deliver_batch(database, settings, channel, until):
            pass


def _deliver_batch(database: Database, settings: Settings, channel: Mail, until: float) -> bool:
    """Claim and send one batch; returns False where there was nothing to send or no way to send it."""
    claim, at = new_id(), now()
    waiting = () if _settle_reminders(database, at) else (REMINDER,)
    with database.transaction() as session:
        batch = claim_due(session, claim, at, BATCH, but=waiting)
        if settings.mail_mode == "test":
            return hold_back(batch)
    done = _send(database, settings, channel, batch, until)
    if not done:
        with database.transaction() as session:
            put_back(session, claim)
    return done and bool(batch)


def _settle_reminders(database: Database, at: datetime) -> bool:
    """Return whether the reminders due at this instant may go; where not, it is logged and other mails go on."""
    try:
        with database.transaction() as session:
            reminders.settle(session, at)
    except Exception:
        log.exception("reminders_unsettled")
        return False
    return True


def _send(database: Database, settings: Settings, channel: Mail, batch: Sequence[Message], until: float) -> bool:
    """Return whether the whole batch was tried: it is not where time or the mail server does not allow it."""
    untaken = 0
    try:
        for message in batch:
            if time.monotonic() > until:
                return False
            with acting_as(SYSTEM, message.correlation_id):
                untaken += _deliver(database, settings, channel, message)
            if untaken >= MANY:
                with database.transaction() as session:
                    flow.note_pause(session)
                return False
    except RelayUnavailable as error:
        log.warning("relay_unavailable", error=str(error))
        with database.transaction() as session:
            flow.note_unavailable(session, error.reason, str(error))
            note_error(session, batch[0].claim, str(error))
        return False
    return True


def _deliver(database: Database, settings: Settings, channel: Mail, message: Message) -> bool:
    """Try one message; returns whether that showed the mail server to be in trouble."""
    channel.make_ready()
    letter = _begin(database, settings, message)
    if letter is None:
        return False
    verdict = channel.hand_over(letter, reference(message, settings))
    log.info("mail_attempted", email_id=str(message.id), outcome=verdict.outcome)
    # Nobody else knows what the server said: lost, the mail would go twice, or its reader be called in vain.
    return patiently(partial(_settle, database, message, verdict))


def _settle(database: Database, message: Message, verdict: Verdict) -> bool:
    with database.transaction() as session:
        return outcomes.settle(session, message.id, message.claim, verdict)


def _begin(database: Database, settings: Settings, message: Message) -> Written | None:
    """Commit that an attempt begins now, unless the message may not go, or not yet, or was taken over since.

    Its letter is written here, so that it says, and goes where, the facts of this moment say.
    """
    try:
        with database.transaction() as session:
            if row := at_hand(session, message):
                reader = reader_of(session, row.addressee)
                stopped = messages.rest_if_stopped(session, row, reader)
                return None if stopped else write(session, row, reader, settings)
    except (SQLAlchemyError, SoftTimeLimitExceeded):
        raise
    except Exception as error:
        # Whatever is wrong with one must not hold up the others; it is logged, shown, and told to staff.
        log.exception("mail_unwritable", email_id=str(message.id), template=message.template)
        with database.transaction() as session:
            give_up(session, message, repr(error))
        return None
    with database.transaction() as session:
        let_wait(session, message.id, message.claim, now() + rules.LET_PASS)
    return None

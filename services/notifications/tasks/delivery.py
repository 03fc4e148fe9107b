"""From the list to the mail server: claim, commit, talk with no transaction open, settle each mail by itself."""

import time
from collections.abc import Sequence
from datetime import datetime

from services.notifications.actions import flow, reminders
from services.notifications.actions.attempts import hold_back, put_back
from services.notifications.actions.mail_server import in_force
from services.notifications.channels.mail import Mail
from services.notifications.channels.relay import RelayUnavailable
from services.notifications.domain.flow import MANY
from services.notifications.letters.catalogue import REMINDER
from services.notifications.models.message import Message
from services.notifications.models.message_claims import claim_due, note_error
from services.notifications.tasks.attempts import Attempts
from shared.clock import now
from shared.context import SYSTEM, acting_as
from shared.database import Database, new_id
from shared.log import get_logger
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
        with Attempts(database, settings, channel) as attempts:
            for message in batch:
                if time.monotonic() > until:
                    return False
                with acting_as(SYSTEM, message.correlation_id):
                    untaken += attempts.make(message)
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

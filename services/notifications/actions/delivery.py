"""From the list to the mail server: claim, commit, talk with no transaction open, settle each mail by itself."""

import time
from collections.abc import Sequence
from datetime import timedelta
from email.message import EmailMessage
from uuid import UUID

from sqlalchemy import update

from services.notifications.actions import outcomes, reminders
from services.notifications.actions.mail import compose
from services.notifications.actions.relay import Relay, RelayUnavailable
from services.notifications.domain import email as rules
from services.notifications.models.email import Email, claim_due, locked
from shared.clock import now
from shared.context import SYSTEM, acting_as
from shared.database import Database, new_id
from shared.log import get_logger
from shared.settings import Settings

BATCH = 50
RUN_SECONDS = 10
"""A job may last 50 seconds; no mail is begun that might not end within them."""
RELAY_PAUSE = timedelta(seconds=30)

log = get_logger(__name__)


def deliver_due(database: Database, settings: Settings) -> None:
    """Send what is due, batch by batch, for at most some seconds; the clock comes back for the rest."""
    until = time.monotonic() + RUN_SECONDS
    with Relay(settings.smtp_url) as relay:
        while time.monotonic() < until and _deliver_batch(database, settings, relay, until):
            pass


def _deliver_batch(database: Database, settings: Settings, relay: Relay, until: float) -> bool:
    """Claim and send one batch; returns False where there was nothing to send or no way to send it."""
    claim = new_id()
    with database.transaction() as session:
        reminders.settle(session)
        batch = claim_due(session, claim, now(), BATCH)
        if settings.mail_mode == "test":
            return _hold_back(batch)
    try:
        for email in batch:
            if time.monotonic() > until:
                break
            with acting_as(SYSTEM, email.correlation_id):
                _deliver(database, settings, relay, email)
    except RelayUnavailable as error:
        log.warning("relay_unavailable", error=str(error))
        _put_back(database, claim, RELAY_PAUSE, str(error))
        return False
    if time.monotonic() > until:
        _put_back(database, claim, timedelta(0))
    return bool(batch)


def _deliver(database: Database, settings: Settings, relay: Relay, email: Email) -> None:
    try:
        message = compose(email, settings)
    except Exception as error:
        # Whatever is wrong with one mail must not hold up the others; it is logged, shown, and told to staff.
        log.exception("mail_unwritable", email_id=str(email.id), template=email.template)
        return _give_up(database, email, repr(error))
    relay.connect()
    if _begin(database, email, message):
        verdict = relay.hand_over(message)
        with database.transaction() as session:
            outcomes.settle(session, email.id, email.claim, verdict)
        log.info("mail_attempted", email_id=str(email.id), outcome=verdict.outcome)


def _begin(database: Database, email: Email, message: EmailMessage) -> bool:
    """Commit that an attempt begins now, unless the mail was stopped or taken over since it was claimed."""
    with database.transaction() as session:
        row = locked(session, email.id)
        if row is None or row.state != rules.QUEUED or row.claim != email.claim:
            return False
        row.become(rules.SENDING)
        row.claimed_at = now()
        row.attempts += 1
        row.subject, row.message_id = str(message["Subject"]), str(message["Message-ID"])
        return True


def _give_up(database: Database, email: Email, error: str) -> None:
    with database.transaction() as session:
        row = locked(session, email.id)
        if row is not None and row.state == rules.QUEUED and row.claim == email.claim:
            row.last_error = error[:500]
            outcomes.fail(session, row, "unwritable")


def _put_back(database: Database, claim: UUID, pause: timedelta, error: str | None = None) -> None:
    """Give the rest of a batch back, without counting an attempt: nothing was tried."""
    with database.transaction() as session:
        session.execute(
            update(Email)
            .where(Email.claim == claim, Email.state == rules.QUEUED)
            .values(
                claim=None,
                claimed_at=None,
                next_attempt_at=now() + pause,
                last_error=error,
                revision=Email.revision + 1,
            )
        )


def _hold_back(batch: Sequence[Email]) -> bool:
    for email in batch:
        email.become(rules.SUPPRESSED, "test_mode")
    return bool(batch)

"""From the list to the mail server: claim, commit, talk with no transaction open, settle each mail by itself."""

import time
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.notifications.actions import emails, flow, outcomes, reminders
from services.notifications.actions.mail import compose
from services.notifications.actions.permission import GO, NOT_YET, Answer
from services.notifications.actions.relay import Relay, RelayUnavailable
from services.notifications.domain import email as rules
from services.notifications.domain.flow import MANY
from services.notifications.letters.catalogue import REMINDER
from services.notifications.models.email import Email, claim_due, let_wait, locked, note_error
from services.notifications.models.ending import being_noted
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
    with Relay(settings.smtp_url) as relay:
        while time.monotonic() < until and _deliver_batch(database, settings, relay, until):
            pass


def _deliver_batch(database: Database, settings: Settings, relay: Relay, until: float) -> bool:
    """Claim and send one batch; returns False where there was nothing to send or no way to send it."""
    claim, at = new_id(), now()
    waiting = () if _settle_reminders(database, at) else (REMINDER,)
    with database.transaction() as session:
        batch = claim_due(session, claim, at, BATCH, but=waiting)
        if settings.mail_mode == "test":
            return _hold_back(batch)
    done = _send(database, settings, relay, batch, until)
    if not done:
        _put_back(database, claim)
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


def _send(database: Database, settings: Settings, relay: Relay, batch: Sequence[Email], until: float) -> bool:
    """Return whether the whole batch was tried: it is not where time or the mail server does not allow it."""
    untaken = 0
    try:
        for email in batch:
            if time.monotonic() > until:
                return False
            with acting_as(SYSTEM, email.correlation_id):
                untaken += _deliver(database, settings, relay, email)
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


def _deliver(database: Database, settings: Settings, relay: Relay, email: Email) -> bool:
    """Try one mail; returns whether that showed the mail server to be in trouble."""
    try:
        message = compose(email, settings)
    except Exception as error:
        # Whatever is wrong with one mail must not hold up the others; it is logged, shown, and told to staff.
        log.exception("mail_unwritable", email_id=str(email.id), template=email.template)
        _give_up(database, email, repr(error))
        return False
    relay.connect()
    if not _begin(database, email, message):
        return False
    verdict = relay.hand_over(message)
    with database.transaction() as session:
        in_trouble = outcomes.settle(session, email.id, email.claim, verdict)
    log.info("mail_attempted", email_id=str(email.id), outcome=verdict.outcome)
    return in_trouble


def _begin(database: Database, email: Email, message: EmailMessage) -> bool:
    """Commit that an attempt begins now, unless the mail may not go, or not yet, or was taken over since."""
    with database.transaction() as session:
        answer = _ask(session, email)
        if answer == GO:
            _note_attempt(session.get_one(Email, email.id), message)
    if answer == NOT_YET:
        with database.transaction() as session:
            let_wait(session, email.id, email.claim, now() + rules.LET_PASS)
    return answer == GO


def _ask(session: Session, email: Email) -> Answer | None:
    """Return whether a claimed mail may go now, or None where it is no longer ours to send.

    Nothing is waited for with a lock in hand: whoever writes about this mail at this moment is let pass.
    """
    if being_noted(session, (email.invitation_id, email.offer_id, email.institution_id)):
        return NOT_YET
    row = locked(session, email.id, skip_locked=True)
    if row is None:
        return NOT_YET
    ours = row.state == rules.QUEUED and row.claim == email.claim
    return emails.rest_if_stopped(session, row) if ours else None


def _note_attempt(email: Email, message: EmailMessage) -> None:
    email.become(rules.SENDING)
    email.claimed_at = now()
    email.attempts += 1
    email.subject, email.message_id = str(message["Subject"]), str(message["Message-ID"])


def _give_up(database: Database, email: Email, error: str) -> None:
    with database.transaction() as session:
        row = locked(session, email.id)
        if row is not None and row.state == rules.QUEUED and row.claim == email.claim:
            row.last_error = error[:500]
            outcomes.fail(session, row, "unwritable")


def _put_back(database: Database, claim: UUID) -> None:
    """Give the rest of a batch back as it was: nothing was tried."""
    with database.transaction() as session:
        session.execute(
            update(Email)
            .where(Email.claim == claim, Email.state == rules.QUEUED)
            .values(claim=None, claimed_at=None, revision=Email.revision + 1)
        )


def _hold_back(batch: Sequence[Email]) -> bool:
    for email in batch:
        email.become(rules.SUPPRESSED, "test_mode")
    return bool(batch)

"""Whether a mail may go at this moment: one question, asked as it is put on the list and as each attempt begins."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.domain import email as rules
from services.notifications.domain.consent import reason_to_hold_back
from services.notifications.domain.email import ANSWERED
from services.notifications.letters.catalogue import ASKING, CALLING_OFF, calls_off
from services.notifications.models.contact import spoken_for
from services.notifications.models.email import Email, overtaken_by
from services.notifications.models.ending import Ending
from services.notifications.models.institution import Institution
from services.notifications.models.preference import Preference
from services.notifications.models.recipient import Recipient
from services.notifications.models.succession import was_asked_anew
from services.notifications.models.suppression import Suppression
from shared.address import is_deliverable, normal


@dataclass(frozen=True)
class Answer:
    """The state the mail may take now: ``sending``, ``queued`` (not yet), or the one in which it rests, and why."""

    state: str
    reason: str | None = None

    @property
    def stops(self) -> bool:
        return self.state not in (rules.SENDING, rules.QUEUED)


GO, NOT_YET = Answer(rules.SENDING), Answer(rules.QUEUED)


def may_go(session: Session, email: Email, at: datetime) -> Answer:
    """Say whether a mail may go, by all that is known at this moment of its reader, its address and its subject."""
    return (
        _of_its_time(email, at)
        or _of_its_reader(session, email)
        or _of_its_subject(session, email)
        or _of_its_address(session, email)
        # Nothing overtakes what is on its way about the same thing: it would be read in the wrong order.
        or (NOT_YET if overtaken_by(session, email) else GO)
    )


def _of_its_time(email: Email, at: datetime) -> Answer | None:
    if not is_deliverable(email.address):
        return Answer(rules.FAILED, "address_invalid")
    return Answer(rules.EXPIRED, "too_late") if email.expires_at <= at else None


def _of_its_reader(session: Session, email: Email) -> Answer | None:
    if email.ikm_id and (unwilling := objection(session, email.ikm_id)):
        return Answer(rules.SUPPRESSED, unwilling)
    account = session.get(Recipient, email.account_id) if email.account_id else None
    if account and not account.active:
        return Answer(rules.CANCELLED, "account_closed")
    return _of_its_institution(session, email)


def _of_its_institution(session: Session, email: Email) -> Answer | None:
    """Only a partner is told anything, except that its own programme is off: that names nobody."""
    institution = session.get(Institution, email.institution_id) if email.institution_id else None
    silenced = institution and not institution.active and email.template not in CALLING_OFF
    return Answer(rules.SUPPRESSED, rules.NO_PARTNER) if silenced else None


def objection(session: Session, ikm_id: UUID) -> str | None:
    """Return why nothing about an IKM may go to anybody, if anything speaks against it."""
    reasons = (reason_to_hold_back(known.restricted, known.consent) for known in spoken_for(session, ikm_id))
    return next(filter(None, reasons), None)


def _of_its_subject(session: Session, email: Email) -> Answer | None:
    """Say why what the mail is about has ended, or what it says is no longer so."""
    called_off = calls_off(email.template, email.context.get("answer"))
    if called_off and was_asked_anew(session, email):
        return Answer(rules.CANCELLED, "replaced")
    if email.template in CALLING_OFF:
        return None
    offer, invitation = (
        session.get(Ending, subject_id) if subject_id else None for subject_id in (email.offer_id, email.invitation_id)
    )
    ended = offer.reason if offer and not called_off else None
    reason = ended or (invitation and _after(email, invitation))
    return Answer(rules.CANCELLED, reason) if reason else None


def _after(email: Email, ending: Ending) -> str | None:
    if email.template in ASKING or ending.reason != ANSWERED:
        return ending.reason
    return "replaced" if email.context.get("revision", 0) < ending.revision else None


def _of_its_address(session: Session, email: Email) -> Answer | None:
    spelling = normal(email.address)
    if session.scalar(select(Suppression.id).where(Suppression.address == spelling)):
        return Answer(rules.SUPPRESSED, "address_blocked")
    return Answer(rules.SUPPRESSED, "unwanted") if session.get(Preference, (spelling, email.template)) else None

"""Whether a mail may go at this moment: one question, asked as it is put on the list and as each attempt begins."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.domain import message as rules
from services.notifications.domain.addressee import Addressee
from services.notifications.domain.consent import reason_to_hold_back
from services.notifications.domain.message import ANSWERED
from services.notifications.letters.catalogue import ASKING, CALLING_OFF, calls_off
from services.notifications.models.contact import spoken_for
from services.notifications.models.ending import Ending
from services.notifications.models.institution import Institution
from services.notifications.models.message import Message, overtaken_by
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


def may_go(session: Session, message: Message, contact: Addressee, at: datetime) -> Answer:
    """Say whether a message may go there, by all that is known at this moment of its reader, address and subject."""
    return (
        _of_its_time(message, contact, at)
        or _of_its_reader(session, message)
        or _of_its_subject(session, message)
        or _of_its_address(session, message, contact)
        # Nothing overtakes what is on its way about the same thing: it would be read in the wrong order.
        or (NOT_YET if overtaken_by(session, message) else GO)
    )


def _of_its_time(message: Message, contact: Addressee, at: datetime) -> Answer | None:
    if not is_deliverable(contact.address):
        return Answer(rules.FAILED, "address_invalid")
    return Answer(rules.EXPIRED, "too_late") if message.expires_at <= at else None


def _of_its_reader(session: Session, message: Message) -> Answer | None:
    if message.ikm_id and (unwilling := objection(session, message.ikm_id)):
        return Answer(rules.SUPPRESSED, unwilling)
    account = session.get(Recipient, message.account_id) if message.account_id else None
    if account and not account.active:
        return Answer(rules.CANCELLED, "account_closed")
    return _of_its_institution(session, message)


def _of_its_institution(session: Session, message: Message) -> Answer | None:
    """Only a partner is told anything, except that its own programme is off: that names nobody."""
    institution = session.get(Institution, message.institution_id) if message.institution_id else None
    silenced = institution and not institution.active and message.template not in CALLING_OFF
    return Answer(rules.SUPPRESSED, rules.NO_PARTNER) if silenced else None


def objection(session: Session, ikm_id: UUID) -> str | None:
    """Return why nothing about an IKM may go to anybody, if anything speaks against it."""
    reasons = (reason_to_hold_back(known.restricted, known.consent) for known in spoken_for(session, ikm_id))
    return next(filter(None, reasons), None)


def _of_its_subject(session: Session, message: Message) -> Answer | None:
    """Say why what the mail is about has ended, or what it says is no longer so."""
    called_off = calls_off(message.template, message.context.get("answer"))
    if called_off and was_asked_anew(session, message):
        return Answer(rules.CANCELLED, "replaced")
    if message.template in CALLING_OFF:
        return None
    offer, invitation = (
        session.get(Ending, subject_id) if subject_id else None
        for subject_id in (message.offer_id, message.invitation_id)
    )
    ended = offer.reason if offer and not called_off else None
    reason = ended or (invitation and _after(message, invitation))
    return Answer(rules.CANCELLED, reason) if reason else None


def _after(message: Message, ending: Ending) -> str | None:
    if message.template in ASKING or ending.reason != ANSWERED:
        return ending.reason
    return "replaced" if message.context.get("revision", 0) < ending.revision else None


def _of_its_address(session: Session, message: Message, contact: Addressee) -> Answer | None:
    spelling = normal(contact.address)
    if session.scalar(select(Suppression.id).where(Suppression.address == spelling)):
        return Answer(rules.SUPPRESSED, "address_blocked")
    return Answer(rules.SUPPRESSED, "unwanted") if session.get(Preference, (spelling, message.template)) else None

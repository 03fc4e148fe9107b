"""Whether a mail may go at this moment: one question, asked as it is put on the list and as each attempt begins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.domain import message as rules
from services.notifications.domain.message import ANSWERED
from services.notifications.letters.catalogue import ASKING, CALLING_OFF, LETTERS, calls_off
from services.notifications.models.ending import Ending, endings_of
from services.notifications.models.message import Message
from services.notifications.models.succession import was_asked_anew
from services.notifications.queries.known import Known
from services.notifications.queries.reader import Reader, objections
from shared.address import is_deliverable


@dataclass(frozen=True)
class Answer:
    """The state the mail may take now: ``sending``, or the one in which it rests, and why."""

    state: str
    reason: str | None = None

    @property
    def stops(self) -> bool:
        return self.state != rules.SENDING


GO = Answer(rules.SENDING)


def may_go(session: Session, message: Message, known: Known, at: datetime) -> Answer:
    """Say whether a message may go, by all that is known at this moment of its reader, address and subject."""
    reader = known.reader(message.addressee)
    return (
        _of_its_time(message, reader, at)
        or _of_its_reader(message, reader)
        or _of_those_it_names(session, message)
        or _of_its_subject(session, message, known)
        or _of_its_address(message, reader)
        or GO
    )


def _of_its_time(message: Message, reader: Reader, at: datetime) -> Answer | None:
    if not is_deliverable(reader.address):
        return Answer(rules.FAILED, "address_invalid")
    return Answer(rules.EXPIRED, "too_late") if message.expires_at <= at else None


def _of_its_reader(message: Message, reader: Reader) -> Answer | None:
    """Only a partner is told anything, except that its own programme is off: that names nobody."""
    if reader.unwilling:
        return Answer(rules.SUPPRESSED, reader.unwilling)
    if reader.left:
        return Answer(rules.CANCELLED, "account_closed")
    silenced = reader.no_partner and message.template not in CALLING_OFF
    return Answer(rules.SUPPRESSED, rules.NO_PARTNER) if silenced else None


def _of_those_it_names(session: Session, message: Message) -> Answer | None:
    """Say why nobody whom the mail names may be named any more."""
    reasons = [reason for _, reason in named(session, message)]
    return Answer(rules.SUPPRESSED, reasons[0]) if reasons and all(reasons) else None


def named(session: Session, message: Message) -> "list[tuple[dict[str, Any], str | None]]":
    """Return whom a mail names to others, each with why that may not be any more."""
    place = LETTERS[message.template].names
    items: list[dict[str, Any]] = message.context[place] if place else []
    # Mails put on the list by an earlier version do not say whom they name.
    reasons = objections(session, {UUID(item["ikm_id"]) for item in items if item.get("ikm_id")}) if items else {}
    return [(item, reasons.get(UUID(item["ikm_id"])) if item.get("ikm_id") else None) for item in items]


def _of_its_subject(session: Session, message: Message, known: Known) -> Answer | None:
    """Say why what the mail is about has ended, or what it says is no longer so."""
    called_off = calls_off(message.template, message.context.get("answer"))
    if called_off and was_asked_anew(session, message):
        return Answer(rules.CANCELLED, "replaced")
    if message.template in CALLING_OFF:
        return None
    offer, invitation = known.endings(message.offer_id, message.invitation_id)
    ended = offer.reason if offer and not called_off else None
    reason = (
        ended
        or (invitation and _after(message, invitation))
        or _of_its_sessions(session, message)
        or _of_its_certificate(session, message)
    )
    return Answer(rules.CANCELLED, reason) if reason else None


def _of_its_sessions(session: Session, message: Message) -> str | None:
    """Say that nothing is so any more of what the mail says of meetings."""
    if not LETTERS[message.template].of_sessions or unchanged(session, message):
        return None
    return "session_changed"


def _of_its_certificate(session: Session, message: Message) -> str | None:
    """Say that the certificate which the mail brings no longer holds."""
    certificate_id = message.context.get("certificate_id")
    ends = endings_of(session, UUID(certificate_id)) if certificate_id else ()
    return next((end.reason for end in ends if end), None)


def unchanged(session: Session, message: Message) -> list[dict[str, Any]]:
    """Return those of the meetings in a mail that have not changed since it was written."""
    items: list[dict[str, Any]] = message.context["sessions"]
    changes = endings_of(session, *(UUID(item["session_id"]) for item in items))
    return [
        item for item, since in zip(items, changes, strict=True) if since is None or since.revision <= item["sequence"]
    ]


def _after(message: Message, ending: Ending) -> str | None:
    if message.template in ASKING or ending.reason != ANSWERED:
        return ending.reason
    return "replaced" if message.context.get("revision", 0) < ending.revision else None


def _of_its_address(message: Message, reader: Reader) -> Answer | None:
    if reader.blocked:
        return Answer(rules.SUPPRESSED, "address_blocked")
    return Answer(rules.SUPPRESSED, "unwanted") if message.template in reader.unwanted else None

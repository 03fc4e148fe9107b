"""A fact becomes the letters that are declared for it, one to each reader."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.actions import messages
from services.notifications.actions.gathering import gather
from services.notifications.domain.addressee import Addressee
from services.notifications.domain.message import KEPT_WAITING
from services.notifications.domain.reminder import by_day, reminder_times
from services.notifications.letters import catalogue
from services.notifications.letters.letter import BEFORE_THE_DEADLINE, DAYTIME, IKM, STAFF, Letter
from services.notifications.queries import readers
from services.notifications.queries.known import Known
from services.notifications.queries.quiet import quiet_hours
from shared.clock import now

ACTORS = ("cancelled_by", "changed_by", "corrected_by")
"""The fields of a fact that name the account which did it."""


def tell(session: Session, fact: Any) -> None:
    """Put every letter that tells of a fact about an offer on the list."""
    known = Known(session)
    for letter in catalogue.about(fact):
        for part in _parts(letter, fact):
            for to in _readers(session, letter, part):
                _put(session, letter, to, part, known)


def _parts(letter: Letter, fact: Any) -> list[Any]:
    """Return of a fact about many IKM one about each: none reads of another."""
    if letter.to != IKM or not hasattr(fact, "participants"):
        return [fact]
    return [replace(fact, participants=[one]) for one in fact.participants]


def _put(session: Session, letter: Letter, to: Addressee, fact: Any, known: Known) -> None:
    if not letter.gathered:
        _queue(session, letter, to, fact, known)
        return
    for item in letter.items_of(fact):
        gather(session, letter, to, item, offer_id=fact.offer.offer_id, deadline=fact.offer.answer_by)


def _readers(session: Session, letter: Letter, fact: Any) -> list[Addressee]:
    """Leave out whoever did it: that person knows."""
    if letter.to == IKM:
        return _ikm(fact)
    people = readers.staff(session, letter.name) if letter.to == STAFF else readers.institution(session, fact.offer)
    by: UUID | None = next((found for name in ACTORS if (found := getattr(fact, name, None))), None)
    return [to for to in people if by is None or to.account_id != by]


def _ikm(fact: Any) -> list[Addressee]:
    """One without an address stands on partners' call list.

    It is written for whom the invitation was meant: if its merger is undone before it goes, it goes there.
    """
    one = _about(fact)
    ikm_id: UUID = getattr(one, "made_for", None) or one.ikm_id
    return [Addressee(one.recipient_name, one.email, one.language, ikm_id=ikm_id)] if one.email else []


def _about(fact: Any) -> Any:
    return fact.participants[0] if hasattr(fact, "participants") else fact


def _queue(session: Session, letter: Letter, to: Addressee, fact: Any, known: Known) -> None:
    for not_before in _times(session, letter, fact):
        messages.queue(
            session,
            letter.name,
            to,
            letter.keeps(fact),
            offer_id=fact.offer.offer_id,
            invitation_id=getattr(_about(fact), "invitation_id", None) if letter.to == IKM else None,
            not_before=not_before,
            expires_at=fact.answer_by if letter.asks else _matters_until(letter, fact),
            known=known,
        )


def _matters_until(letter: Letter, fact: Any) -> datetime | None:
    until = letter.until(fact)
    return until and min(until, now() + KEPT_WAITING)


def _times(session: Session, letter: Letter, fact: Any) -> list[datetime | None]:
    """Return before when each copy does not go; None for at once."""
    if letter.goes == BEFORE_THE_DEADLINE:
        return list(reminder_times(fact.answer_by, now()))
    # Seats fall free when a deadline passes, at midnight.
    waits_for_morning = letter.goes == DAYTIME and fact.by_system
    if not waits_for_morning:
        return [None]
    return [by_day(now(), before=letter.until(fact) or fact.answer_by, quiet=quiet_hours(session))]

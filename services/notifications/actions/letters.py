"""A fact becomes the letters that are declared for it, one to each reader."""

from datetime import datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.actions import messages
from services.notifications.actions.gathering import gather
from services.notifications.domain.addressee import Addressee
from services.notifications.domain.reminder import by_day, reminder_times
from services.notifications.letters import catalogue
from services.notifications.letters.letter import BEFORE_THE_DEADLINE, DAYTIME, IKM, STAFF, Letter
from services.notifications.queries import readers
from services.notifications.queries.quiet import quiet_hours
from services.notifications.queries.reader import Reader, reader_of
from shared.clock import now


def tell(session: Session, fact: Any) -> None:
    """Put every letter that tells of a fact about an offer on the list."""
    known = cache(partial(reader_of, session))
    for letter in catalogue.about(fact):
        for to in _readers(session, letter, fact):
            if letter.gathered:
                offer = fact.offer
                for item in letter.items_of(fact):
                    gather(session, letter, to, item, offer_id=offer.offer_id, deadline=offer.answer_by)
            else:
                _queue(session, letter, to, fact, known(to))


def _readers(session: Session, letter: Letter, fact: Any) -> list[Addressee]:
    """Leave out whoever did it: that person knows."""
    if letter.to == IKM:
        return _ikm(fact)
    people = readers.staff(session, letter.name) if letter.to == STAFF else readers.institution(session, fact.offer)
    by: UUID | None = getattr(fact, "cancelled_by", None)
    return [to for to in people if by is None or to.account_id != by]


def _ikm(fact: Any) -> list[Addressee]:
    """One without an address stands on partners' call list.

    It is written for whom the invitation was meant: if its merger is undone before it goes, it goes there.
    """
    ikm_id: UUID = getattr(fact, "made_for", None) or fact.ikm_id
    return [Addressee(fact.recipient_name, fact.email, fact.language, ikm_id=ikm_id)] if fact.email else []


def _queue(session: Session, letter: Letter, to: Addressee, fact: Any, reader: Reader) -> None:
    for not_before in _times(session, letter, fact):
        messages.queue(
            session,
            letter.name,
            to,
            letter.keeps(fact),
            offer_id=fact.offer.offer_id,
            invitation_id=getattr(fact, "invitation_id", None) if letter.to == IKM else None,
            not_before=not_before,
            expires_at=fact.answer_by if letter.asks else None,
            reader=reader,
        )


def _times(session: Session, letter: Letter, fact: Any) -> list[datetime | None]:
    """Return before when each copy does not go; None for at once."""
    if letter.goes == BEFORE_THE_DEADLINE:
        return list(reminder_times(fact.answer_by, now()))
    # Seats fall free when a deadline passes, at midnight.
    waits_for_morning = letter.goes == DAYTIME and fact.by_system
    return [by_day(now(), before=fact.answer_by, quiet=quiet_hours(session)) if waits_for_morning else None]

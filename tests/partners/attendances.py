"""A programme that began, with people who said yes: for tests of attendance."""

from datetime import datetime, timedelta

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import attendance, invitations
from services.partners.domain.answer import Answer
from services.partners.models import Enrolment, Offer
from shared.clock import WITA, now, today
from tests.partners.factories import SOON, confirmed, invitations_of

MORNING, HOURS = 9, 3


def sessions(count: int) -> list[dict[str, object]]:
    """So many sessions, one a day from the first day on."""
    first = today() + SOON
    begins = [
        datetime(first.year, first.month, first.day, MORNING, tzinfo=WITA) + timedelta(days=n) for n in range(count)
    ]
    return [
        {"title": f"Sesi {n}", "starts_at": at, "ends_at": at + timedelta(hours=HOURS), "place": None}
        for n, at in enumerate(begins, start=1)
    ]


def programme(session: Session, people: int = 2, count: int = 5, **values: object) -> Offer:
    """An offer with sessions, everybody of which said yes."""
    ends_on = today() + SOON + timedelta(days=count - 1)
    offer = confirmed(
        session, ikm=people, **{"quota": people, "sessions": sessions(count), "ends_on": ends_on} | values
    )
    for invitation in invitations_of(session, offer):
        invitations.answer_invitation(session, invitation.id, Answer("accepted"), source="link")
    return offer


def held(session: Session, people: int = 2, count: int = 2, **values: object) -> Offer:
    """The same, whose sessions were on the last days."""
    offer = programme(session, people, count, **values)
    for meeting in offer.sessions:
        days = timedelta(days=count - meeting.number, hours=HOURS)
        meeting.starts_at, meeting.ends_at = now() - days, now() - days + timedelta(hours=1)
    session.flush()
    return offer


def enrolled(session: Session, offer: Offer) -> list[Enrolment]:
    """Everybody ever enrolled, the first registered first."""
    rows = session.scalars(select(Enrolment).where(Enrolment.offer_id == offer.id)).all()
    return sorted(rows, key=lambda item: item.nomination.profile.registered_on)


def after(offer: Offer) -> time_machine.travel:
    """The evening of the last session."""
    return time_machine.travel(offer.sessions[-1].ends_at + timedelta(hours=2), tick=False)


def after_first(offer: Offer) -> time_machine.travel:
    """The end of the first session."""
    return time_machine.travel(offer.sessions[0].ends_at, tick=False)


def note(session: Session, offer: Offer, who: Enrolment, states: str, **values: str) -> None:
    """Note one letter a session: H, I, S, A, or – for none."""
    letters = {"H": "present", "I": "excused", "S": "sick", "A": "absent", "–": "pending"}
    for meeting, letter in zip(offer.sessions, states, strict=False):
        attendance.mark(session, who, meeting.id, letters[letter], source="office", **values)

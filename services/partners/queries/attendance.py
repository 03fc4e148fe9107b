"""The attendance list of an offer: people, sessions, and what is noted where they meet. An institution sees its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Row, String, case, cast, func, literal, select, true
from sqlalchemy.orm import Session

from services.partners.domain import attendance as rules
from services.partners.domain.enrolment import TAKES_PART
from services.partners.domain.institution import sees_people
from services.partners.models.attendance import Attendance
from services.partners.models.enrolment import Enrolment
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from services.partners.queries.attendee import Attendee, tell_more
from services.partners.queries.nominees import MAY_BE_CONTACTED, MAY_BE_NAMED
from services.partners.queries.offers import get_offer
from shared.errors import NotFound, RuleBroken
from shared.language import msg

T = TypeVar("T")


@dataclass(frozen=True)
class AttendanceList:
    offer: Offer
    sessions: Sequence[OfferSession]
    people: Sequence[Attendee]

    def session_of(self, session_id: UUID) -> OfferSession:
        """Return one of its sessions. Raises NotFound."""
        return _the(item for item in self.sessions if item.id == session_id)

    def attendee_of(self, enrolment_id: UUID) -> Attendee:
        """Return one of its people. Raises NotFound."""
        return _the(item for item in self.people if item.enrolment_id == enrolment_id)


def attendance_of(session: Session, offer_id: UUID, *, of: UUID | None) -> AttendanceList:
    """Return the list of an offer ``of`` an institution, or of any; by name."""
    offer = require_list(session, offer_id, of=of)
    rows = session.execute(_people(offer_id, of)).all()
    marks = _marks(session, offer)
    people = {row.id: _attendee(offer, row, marks.get(row.id, {})) for row in rows}
    told = {row.nomination_id: row.id for row in rows if row.contacted}
    tell_more(session, offer, {key: people[key] for key in told.values()}, told)
    meetings = sorted((item for item in offer.sessions if item.id in offer.counting), key=lambda item: item.starts_at)
    return AttendanceList(offer, meetings, list(people.values()))


def require_list(session: Session, offer_id: UUID, *, of: UUID | None) -> Offer:
    """Return the offer of a list. Raises NotFound, and RuleBroken for an institution that may see nobody."""
    offer = get_offer(session, offer_id, of=of)
    if of is not None and not sees_people(offer.institution.state):
        raise RuleBroken(msg("Who takes part is shown to active partners only. The office tells you more."))
    return offer


def _people(offer_id: UUID, of: UUID | None) -> Any:
    named, contacted = (true(), true()) if of is None else (MAY_BE_NAMED, MAY_BE_CONTACTED)
    return (
        select(
            Enrolment.id,
            Enrolment.nomination_id,
            Enrolment.state,
            case((named, IkmProfile.name)).label("name"),
            case((named, IkmProfile.kecamatan_code)).label("kecamatan_code"),
            case((contacted, 1), else_=0).label("contacted"),
        )
        .join(Nomination, Nomination.id == Enrolment.nomination_id)
        .join(IkmProfile, IkmProfile.ikm_id == Nomination.ikm_id)
        .where(Enrolment.offer_id == offer_id, Enrolment.state.in_(TAKES_PART))
        .order_by(IkmProfile.name, Enrolment.id)
    )


def _marks(session: Session, offer: Offer) -> dict[UUID, dict[UUID, str]]:
    """Return of each enrolment what is noted at each session, read as one text each: thousands of rows are slow."""
    numbered = {str(item.number): item.id for item in offer.sessions}
    noted = func.aggregate_strings(cast(OfferSession.number, String) + literal(":") + Attendance.state, " ")
    rows = session.execute(
        select(Attendance.enrolment_id, noted)
        .join(OfferSession, OfferSession.id == Attendance.session_id)
        .where(OfferSession.offer_id == offer.id)
        .group_by(Attendance.enrolment_id)
    )
    pairs = ((row[0], (item.split(":") for item in row[1].split())) for row in rows)
    return {key: {numbered[number]: state for number, state in marks} for key, marks in pairs}


def _attendee(offer: Offer, row: Row[Any], marks: dict[UUID, str]) -> Attendee:
    standing = rules.standing(marks, offer.counting, offer.threshold)
    return Attendee(row.id, row.name, row.kecamatan_code, row.state, standing, marks=marks)


def _the(found: Iterator[T]) -> T:
    one = next(found, None)
    if one is None:
        raise NotFound
    return one

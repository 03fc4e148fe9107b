"""The attendance list of an offer: people, sessions, and what is noted where they meet. An institution sees its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Row, case, select, true
from sqlalchemy.orm import Session

from services.partners.domain import attendance as rules
from services.partners.domain.attendance import Standing
from services.partners.domain.enrolment import TAKES_PART
from services.partners.domain.institution import sees_people
from services.partners.models.attendance import Attendance
from services.partners.models.enrolment import Enrolment
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.invitation import delegates_of
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from services.partners.queries.nominees import MAY_BE_CONTACTED, MAY_BE_NAMED
from services.partners.queries.offers import get_offer
from shared.errors import NotFound, RuleBroken
from shared.language import msg

T = TypeVar("T")


@dataclass(frozen=True)
class Substitute:
    name: str
    relation: str | None


@dataclass
class Attendee:
    """All an institution may see: whoever may not be named has no ``name``, nor is it told who comes instead.

    ``marks`` and ``substitutes`` are by session. ``delegate``: whom the owner said it would send.
    """

    enrolment_id: UUID
    name: str | None
    kecamatan_code: str | None
    state: str
    standing: Standing
    delegate: Substitute | None = None
    marks: dict[UUID, str] = field(default_factory=dict)
    substitutes: dict[UUID, Substitute] = field(default_factory=dict)
    notes: dict[UUID, str] = field(default_factory=dict)


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
    noted = _noted(session, offer_id)
    contacted = {row.nomination_id for row in rows if row.contacted}
    delegates = delegates_of(session, contacted)
    people = [_attendee(offer, row, noted.get(row.id, ()), delegates.get(row.nomination_id)) for row in rows]
    meetings = sorted((item for item in offer.sessions if item.id in offer.counting), key=lambda item: item.starts_at)
    return AttendanceList(offer, meetings, people)


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


def _noted(session: Session, offer_id: UUID) -> Mapping[UUID, Sequence[Row[Any]]]:
    columns = (Attendance.enrolment_id, Attendance.session_id, Attendance.state, Attendance.came_instead,
               Attendance.relation, Attendance.note)  # fmt: skip
    rows: Iterable[Row[Any]] = session.execute(
        select(*columns).join(Enrolment, Enrolment.id == Attendance.enrolment_id).where(Enrolment.offer_id == offer_id)
    )
    noted: dict[UUID, list[Row[Any]]] = {}
    for row in rows:
        noted.setdefault(row.enrolment_id, []).append(row)
    return noted


def _attendee(
    offer: Offer, row: Row[Any], noted: Sequence[Row[Any]], delegate: tuple[str, str | None] | None
) -> Attendee:
    marks = {item.session_id: item.state for item in noted}
    found = Attendee(row.id, row.name, row.kecamatan_code, row.state,
                     rules.standing(marks, offer.counting, offer.threshold), marks=marks)  # fmt: skip
    if row.contacted:
        found.delegate = Substitute(*delegate) if delegate else None
        came = (item for item in noted if item.came_instead)
        found.substitutes = {item.session_id: Substitute(item.came_instead, item.relation) for item in came}
        found.notes = {item.session_id: item.note for item in noted if item.note}
    return found


def _the(found: Iterator[T]) -> T:
    one = next(found, None)
    if one is None:
        raise NotFound
    return one

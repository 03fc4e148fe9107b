"""One line of an attendance list: all that an institution may see of somebody who said yes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.partners.domain.attendance import Standing
from services.partners.models.attendance import Attendance
from services.partners.models.invitation import delegates_of
from services.partners.models.offer import Offer
from shared.among import among


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


def tell_more(
    session: Session, offer: Offer, people: Mapping[UUID, Attendee], nominations: Mapping[UUID, UUID]
) -> None:
    """Say of those of whom it may be told who comes or came instead, and what was noted beside."""
    for nomination_id, delegate in delegates_of(session, nominations).items():
        people[nominations[nomination_id]].delegate = Substitute(*delegate)
    for row in _remarks(session, offer):
        who = people.get(row.enrolment_id)
        if who and row.came_instead:
            who.substitutes[row.session_id] = Substitute(row.came_instead, row.relation)
        if who and row.note:
            who.notes[row.session_id] = row.note


def _remarks(session: Session, offer: Offer) -> Sequence[Any]:
    columns = (Attendance.enrolment_id, Attendance.session_id, Attendance.came_instead, Attendance.relation,
               Attendance.note)  # fmt: skip
    said = or_(Attendance.came_instead.is_not(None), Attendance.note.is_not(None))
    meetings = among(Attendance.session_id, [item.id for item in offer.sessions])
    return session.execute(select(*columns).where(meetings, said)).all()

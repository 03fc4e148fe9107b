"""Whoever came in place of the enrolled: as was noted, or as the owner said beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.domain.attendance import PRESENT
from services.partners.domain.mark import Mark
from services.partners.models.attendance import Attendance
from services.partners.models.enrolment import Enrolment
from services.partners.models.invitation import delegates_of


def filled_in(
    session: Session,
    marks: Sequence[Mark],
    people: Mapping[UUID, Enrolment],
    rows: Mapping[tuple[UUID, UUID], Attendance],
) -> list[Mark]:
    """Return the marks with what they leave unsaid: the note and the substitute of before, else the delegate."""
    came = {item.enrolment_id for item in marks if item.state == PRESENT and item.came_instead is None}
    delegates = delegates_of(session, {people[key].nomination_id for key in came})
    return [
        _whole(item, rows.get(item.place), delegates.get(people[item.enrolment_id].nomination_id)) for item in marks
    ]


def _whole(item: Mark, row: Attendance | None, delegate: tuple[str, str | None] | None) -> Mark:
    note = row.note if item.note is None and row else item.note or None
    if item.state != PRESENT:
        return replace(item, came_instead=None, relation=None, note=note)
    if item.came_instead is not None:
        return replace(item, came_instead=item.came_instead or None, relation=_relation(item), note=note)
    known = (row.came_instead, row.relation) if row and row.state == PRESENT else delegate or (None, None)
    return replace(item, came_instead=known[0], relation=known[1], note=note)


def _relation(item: Mark) -> str | None:
    return (item.relation or None) if item.came_instead else None

"""Noting who was there, one mark or a whole list: of many at once each sees the one before, as the offer is locked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions import absences, corrections, steps, substitutes
from services.partners.actions.offers import offer_for_work
from services.partners.domain import attendance as rules
from services.partners.domain.mark import Mark, require_due, require_takes_part
from services.partners.models import attendance_entry
from services.partners.models.attendance import Attendance, rows_of
from services.partners.models.enrolment import Enrolment, some_of
from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from shared.audit import record_many
from shared.clock import WITA, now, today
from shared.context import actor
from shared.errors import NotFound

Place = tuple[UUID, UUID]


@dataclass(frozen=True)
class Noted:
    """What became of a list: what was ``changed``, and what somebody else noted meanwhile and was left as that is."""

    changed: Sequence[Mark]
    overtaken: Sequence[Mark]


def mark(
    session: Session, enrolment: Enrolment, session_id: UUID, state: str, *, source: str,
    reason: str | None = None, came_instead: str | None = None, relation: str | None = None, note: str | None = None,
) -> bool:  # fmt: skip
    """Note how it is with one person at one session; tell whether that changed anything."""
    one = Mark(enrolment.id, session_id, state, came_instead, relation, note)
    return bool(note_all(session, enrolment.offer_id, [one], source=source, reason=reason).changed)


def note_all(
    session: Session, offer_id: UUID, marks: Sequence[Mark], *, source: str, reason: str | None = None
) -> Noted:
    """Note many marks of one offer, all or none of them; each entry counts once, the same again changes nothing.

    Once the list is closed each change needs a reason, and is told.
    """
    offer = offer_for_work(session, offer_id)
    marks = _untaken(session, marks)
    people = some_of(session, offer_id, {item.enrolment_id for item in marks})
    meetings = {item.id: item for item in offer.sessions}
    _require_allowed(offer, marks, people, meetings)
    rows = rows_of(session, people)
    overtaken = [item for item in marks if _is_overtaken(rows.get(item.place), item)]
    wanted = substitutes.filled_in(session, [item for item in marks if item not in overtaken], people, rows)
    changed = [item for item in wanted if _changes(rows.get(item.place), item)]
    before = {item.place: _state(rows.get(item.place)) for item in changed}
    corrections.require_reason(offer, changed, reason)
    _write(session, changed, rows, source)
    _record(session, changed, before, meetings, source, reason)
    steps.follow(session, {people[item.enrolment_id].nomination_id for item in changed})
    absences.follow(session, offer, [people[key] for key in {item.enrolment_id for item in changed}])
    corrections.follow(session, offer, changed, before, people, reason)
    return Noted(changed, overtaken)


def _untaken(session: Session, marks: Sequence[Mark]) -> Sequence[Mark]:
    entries = {item.entry_id: item for item in marks if item.entry_id}
    taken = attendance_entry.taken_before(session, entries)
    attendance_entry.take(session, entries.keys() - taken)
    fresh = [item for entry_id, item in entries.items() if entry_id not in taken]
    return [*fresh, *(item for item in marks if item.entry_id is None)]


def _require_allowed(
    offer: Offer, marks: Sequence[Mark], people: Mapping[UUID, Enrolment], meetings: Mapping[UUID, OfferSession]
) -> None:
    for item in marks:
        if item.enrolment_id not in people or item.session_id not in meetings:
            raise NotFound
        enrolment, meeting = people[item.enrolment_id], meetings[item.session_id]
        require_takes_part(offer.state, enrolment.state, enrolment.nomination.profile.name)
        require_due(meeting.state, meeting.title, meeting.starts_at.astimezone(WITA).date(), today(), item.state)


def _state(row: Attendance | None) -> str:
    return row.state if row else rules.PENDING


def _is_overtaken(row: Attendance | None, item: Mark) -> bool:
    return item.seen is not None and _state(row) not in (item.seen, item.state)


def _changes(row: Attendance | None, item: Mark) -> bool:
    if row is None:
        return item.state != rules.PENDING or bool(item.note)
    said = row.state, row.came_instead, row.relation, row.note
    return said != (item.state, item.came_instead, item.relation, item.note)


def _write(session: Session, changed: Sequence[Mark], rows: dict[Place, Attendance], source: str) -> None:
    for item in changed:
        row = rows.get(item.place)
        if row is None:
            row = rows[item.place] = Attendance(enrolment_id=item.enrolment_id, session_id=item.session_id)
            session.add(row)
        row.state, row.note, row.source = item.state, item.note, source
        row.came_instead, row.relation = item.came_instead, item.relation
        row.noted_at, row.noted_by = now(), actor().id
    session.flush()


def _record(
    session: Session, changed: Sequence[Mark], before: Mapping[Place, str], meetings: Mapping[UUID, OfferSession],
    source: str, reason: str | None,
) -> None:  # fmt: skip
    record_many(
        session,
        [
            {
                "noun": "enrolment",
                "noun_id": item.enrolment_id,
                "action": "attendance",
                "old": {"state": before[item.place]},
                "new": {"state": item.state, "session": meetings[item.session_id].title, "source": source},
                "reason": reason,
            }
            for item in changed
        ],
    )

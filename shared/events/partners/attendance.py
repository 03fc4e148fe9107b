"""Facts about attendance lists."""

from dataclasses import dataclass
from uuid import UUID

from shared.events.contract import Event, event
from shared.events.partners.offers import OfferSummary


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One place of the list: the state noted ``before`` and ``after``, and how the enrolment stands by it now."""

    enrolment_id: UUID
    ikm_name: str
    session_title: str
    before: str
    after: str
    enrolment_state: str


@event("partners.attendance_corrected")
class AttendanceCorrected(Event):
    """A list was changed after it had been closed."""

    offer: OfferSummary
    corrections: list[Correction]
    reason: str
    corrected_by: UUID | None
    by_institution: bool

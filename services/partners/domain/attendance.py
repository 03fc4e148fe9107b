"""Who was there, session by session, and whether that is enough (product.md, 2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from services.partners.domain import enrolment
from services.partners.domain.timetable import Slot
from shared.language import Message, msg

PENDING, PRESENT, EXCUSED, SICK, ABSENT = "pending", "present", "excused", "sick", "absent"

STATES: dict[str, Message] = {
    PENDING: msg("Not noted yet"),
    PRESENT: msg("Present"),
    EXCUSED: msg("Excused"),
    SICK: msg("Sick"),
    ABSENT: msg("Absent without notice"),
}
CAME_OR_NOT = frozenset({PRESENT, ABSENT})
"""What can only be known once the day is here."""
SOURCES: dict[str, Message] = {
    "office": msg("Noted by the office"),
    "institution": msg("Noted by the institution"),
    "door": msg("Scanned at the door"),
    "own": msg("Marked by themselves"),
}
THRESHOLD = 80
"""Of so many percent of the sessions one must be part to complete, unless the offer says otherwise."""


@dataclass(frozen=True)
class Standing:
    """How somebody stands: sessions ``attended``, those ``noted`` at all, and all that ``count``: not cancelled."""

    attended: int
    noted: int
    count: int
    threshold: int = THRESHOLD

    @property
    def needed(self) -> int:
        """How many sessions it takes, rounded up."""
        return -(-self.count * self.threshold // 100)

    @property
    def reached(self) -> bool:
        return self.count > 0 and self.attended >= self.needed

    @property
    def out_of_reach(self) -> bool:
        """Whether the threshold cannot be reached any more, whatever is still to come."""
        return self.attended + (self.count - self.noted) < self.needed

    @property
    def conclusion(self) -> str:
        """The command that ends the enrolment: see ``domain/enrolment``."""
        if self.reached:
            return "complete"
        return "fall_short" if self.attended else "miss"


def standing(marks: Mapping[UUID, str], counting: frozenset[UUID], threshold: int | None) -> Standing:
    """Return how somebody stands with these marks by session, of the sessions that count."""
    noted = [state for session, state in marks.items() if session in counting and state != PENDING]
    return Standing(noted.count(PRESENT), len(noted), len(counting), threshold or THRESHOLD)


def minutes_of(slots: Sequence[Slot]) -> int:
    """Return how long the sessions that count are together."""
    return int(sum((slot.ends_at - slot.starts_at for slot in slots), timedelta()).total_seconds() // 60)


CONCLUDES_AS = {"complete": enrolment.COMPLETED, "fall_short": enrolment.INCOMPLETE, "miss": enrolment.NO_SHOW}

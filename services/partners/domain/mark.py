"""One entry of an attendance list, and when it is refused."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.partners.domain.attendance import CAME_OR_NOT
from services.partners.domain.enrolment import TAKES_PART
from services.partners.domain.offer import CANCELLED
from shared.errors import RuleBroken
from shared.language import msg
from shared.words import spoken

CALLED_OFF = "cancelled"
"""The state of a session that does not take place."""


@dataclass(frozen=True)
class Mark:
    """What somebody notes of one person at one session.

    ``came_instead``: "" says that they came in person, None says nothing of it; so does None of ``note``. ``seen`` is
    what the list showed there before. ``entry_id``: given once, however often it is sent.
    """

    enrolment_id: UUID
    session_id: UUID
    state: str
    came_instead: str | None = None
    relation: str | None = None
    note: str | None = None
    seen: str | None = None
    entry_id: UUID | None = None

    @property
    def place(self) -> tuple[UUID, UUID]:
        """Where it stands in the list."""
        return self.enrolment_id, self.session_id


def require_takes_part(offer_state: str, enrolment_state: str, name: str) -> None:
    """Raise RuleBroken for a programme that was called off, and for whoever has no seat in it any more."""
    if offer_state == CANCELLED:
        raise RuleBroken(msg("The programme was cancelled. Nobody is noted any more."))
    if enrolment_state not in TAKES_PART:
        raise RuleBroken(msg("{name} has no seat in this programme any more. Nothing was noted.", name=name))


def require_due(session_state: str, title: str, day: date, today: date, state: str) -> None:
    """Raise RuleBroken for a session that was called off, or is still to come and yet is said to be over."""
    if session_state == CALLED_OFF:
        raise RuleBroken(msg("The session “{title}” was cancelled. Nobody is noted for it.", title=title))
    if state in CAME_OR_NOT and today < day:
        raise RuleBroken(msg("“{title}” is on {day}. Until then, note only who is excused or sick.",
                             title=title, day=spoken(day)))  # fmt: skip

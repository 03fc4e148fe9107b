"""The code of a pass, as people type it, and the days on which the door takes it."""

from datetime import date

from services.partners.domain.enrolment import TAKES_PART
from services.partners.domain.mark import CALLED_OFF
from services.partners.domain.offer import CANCELLED
from shared.errors import RuleBroken
from shared.language import msg
from shared.words import spoken


def normal(typed: str) -> str:
    """Return the code without the blanks and dashes between which people write it."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def require_seat(offer_state: str, enrolment_state: str) -> None:
    """Raise RuleBroken for a programme that was called off, and for a seat that was given up; whose is not said."""
    if offer_state == CANCELLED:
        raise RuleBroken(msg("The programme was cancelled. Nobody is noted any more."))
    if enrolment_state not in TAKES_PART:
        raise RuleBroken(msg("This pass does not hold any more: its seat was given up. Nobody was noted."))


def require_today(session_state: str, title: str, day: date, today: date) -> None:
    """Raise RuleBroken for a session that was called off, or is on another day."""
    if session_state == CALLED_OFF:
        raise RuleBroken(msg("The session “{title}” was cancelled. Nobody is noted for it.", title=title))
    if day != today:
        raise RuleBroken(
            msg("“{title}” is on {day}, not today. At the door nobody is noted.", title=title, day=spoken(day))
        )

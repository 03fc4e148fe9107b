"""When somebody who has not answered is reminded, and when nobody is written to for whom nothing is urgent."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from shared.clock import WITA

DAYS_BEFORE = (3, 1)
MORNING = time(8, 0)
BETWEEN_TWO = timedelta(hours=12)
"""No reminder follows another mail that asks for the same answer sooner."""


@dataclass(frozen=True)
class Quiet:
    """Hours of the night (WITA), from one evening ``until`` the next morning."""

    begins: time
    until: time


NIGHT = Quiet(time(20, 0), time(7, 0))


def reminder_times(answer_by: datetime, at: datetime) -> list[datetime]:
    """Return when each reminder still to come goes: at eight in the morning WITA, never at night.

    One that would follow the invitation within half a day is left out.
    """
    deadline = answer_by.astimezone(WITA).date()
    times = [datetime.combine(deadline - timedelta(days), MORNING, WITA) for days in DAYS_BEFORE]
    return [instant for instant in times if at + BETWEEN_TWO < instant < answer_by]


def by_day(at: datetime, *, before: datetime, quiet: Quiet = NIGHT) -> datetime:
    """Return the instant itself, or the next morning where it lies in the quiet hours.

    Where that would not be ``before`` the deadline it stays: a mail at night is better than one too late.
    """
    morning = daytime_from(at, quiet)
    return morning if morning < before else at


def daytime_from(at: datetime, quiet: Quiet = NIGHT) -> datetime:
    """Return the instant itself, or the next morning where it lies in the quiet hours."""
    local = at.astimezone(WITA)
    if quiet.until <= local.time() < quiet.begins:
        return at
    return datetime.combine(local.date() + timedelta(days=local.time() >= quiet.begins), quiet.until, WITA)

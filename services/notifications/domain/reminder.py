"""When somebody who has not answered is reminded."""

from datetime import datetime, time, timedelta

from shared.clock import WITA

DAYS_BEFORE = (3, 1)
MORNING = time(8, 0)
AFTER_INVITATION = timedelta(hours=12)


def reminder_times(answer_by: datetime, at: datetime) -> list[tuple[int, datetime]]:
    """Return (days before, instant) of each reminder still to come: at eight in the morning WITA, never at night.

    One that would follow the invitation within half a day is left out.
    """
    deadline = answer_by.astimezone(WITA).date()
    times = [(days, datetime.combine(deadline - timedelta(days), MORNING, WITA)) for days in DAYS_BEFORE]
    return [(days, instant) for days, instant in times if at + AFTER_INVITATION < instant < answer_by]

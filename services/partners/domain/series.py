"""A meeting that comes again: iCalendar's weekly rule (RFC 5545, 3.3.10), worked out by the library that keeps it."""

from collections.abc import Collection
from datetime import date, datetime, time
from itertools import islice

from dateutil import rrule

from services.partners.domain.session import MOST
from shared.clock import WITA
from shared.errors import RuleBroken
from shared.language import Message, msg

WEEKDAYS: dict[str, Message] = {
    "MO": msg("Monday"),
    "TU": msg("Tuesday"),
    "WE": msg("Wednesday"),
    "TH": msg("Thursday"),
    "FR": msg("Friday"),
    "SA": msg("Saturday"),
    "SU": msg("Sunday"),
}
"""By the codes of iCalendar."""


def weekly(starts_at: datetime, ends_at: datetime, weekdays: Collection[str], until: date) -> list[list[datetime]]:
    """Return begin and end of each meeting from the first on, at the same hours WITA, up to and with a day.

    Without weekdays it comes on that of the first. Raises RuleBroken where there would be none.
    """
    first, last = starts_at.astimezone(WITA), datetime.combine(until, time.max, WITA)
    days = [getattr(rrule, day) for day in WEEKDAYS if day in weekdays] or None
    rule = rrule.rrule(rrule.WEEKLY, dtstart=first, until=last, byweekday=days)
    found = [[begin, begin + (ends_at - starts_at)] for begin in islice(rule, MOST + 1)]
    if not found:
        raise RuleBroken(msg("On none of these days there would be a meeting until then."), field="until")
    return found

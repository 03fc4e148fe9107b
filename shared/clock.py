"""The one place that reads the time. Instants are aware UTC; calendar days are WITA (UTC+8)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WITA = ZoneInfo("Asia/Makassar")
TOLERANCE = timedelta(seconds=5)
"""By so much may the clocks of two machines differ without anybody having set one wrong."""


def now() -> datetime:
    """Return the current instant in UTC."""
    return datetime.now(UTC)


def is_ahead(instant: datetime, furthest: timedelta = timedelta(0)) -> bool:
    """Tell whether an instant lies further ahead than ``furthest``, the most that the code ever sets it.

    Then a clock that was ahead wrote it, and waiting for it would last until time has caught up.
    """
    return instant > latest(furthest)


def latest(furthest: timedelta = timedelta(0)) -> datetime:
    """Return the last instant that is not :func:`is_ahead`, for conditions of a query."""
    return now() + furthest + TOLERANCE


def today() -> date:
    """Return today's date as the office's calendar shows it."""
    return now().astimezone(WITA).date()


def end_of_day(day: date) -> datetime:
    """Return the last second of a WITA day: a deadline of "23.59" on that day, in UTC."""
    return datetime.combine(day, time(23, 59, 59), WITA).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """Return midnight at the beginning of a WITA day, in UTC."""
    return datetime.combine(day, time.min, WITA).astimezone(UTC)

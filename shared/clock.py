"""The one place that reads the time. Instants are aware UTC; calendar days are WITA (UTC+8)."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

WITA = ZoneInfo("Asia/Makassar")


def now() -> datetime:
    """Return the current instant in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date as the office's calendar shows it."""
    return now().astimezone(WITA).date()


def end_of_day(day: date) -> datetime:
    """Return the last second of a WITA day: a deadline of "23.59" on that day, in UTC."""
    return datetime.combine(day, time(23, 59, 59), WITA).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """Return midnight at the beginning of a WITA day, in UTC."""
    return datetime.combine(day, time.min, WITA).astimezone(UTC)

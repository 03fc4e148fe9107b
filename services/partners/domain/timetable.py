"""When a programme meets: at its sessions, or in a short programme without them at the same hours every day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from shared.clock import WITA

Hours = tuple[str | None, str | None]
MOST_DAYS = 7
"""Longer programmes hardly meet every day: they name their sessions."""


@dataclass(frozen=True)
class Slot:
    """One meeting; without a title it is the programme itself. ``sequence`` grows with each change of it."""

    id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str | None = None
    sequence: int = 0


def daily(offer_id: UUID, first: date | None, last: date | None, hours: Hours) -> Iterator[Slot]:
    """Yield one meeting a day at these hours ("08.00" WITA is "08:00"); none where it is not known or too long."""
    begins, ends = hours
    if not (first and last and begins and ends) or (last - first).days >= MOST_DAYS:
        return
    for day in (first + timedelta(days=number) for number in range((last - first).days + 1)):
        yield Slot(uuid5(offer_id, day.isoformat()), "", _at(day, begins), _at(day, ends))


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), WITA)


def period_after(first: date, last: date, before: Sequence[Slot], after: Sequence[Slot]) -> tuple[date, date]:
    """Return the first and last day of a programme whose meetings changed.

    A bound on which it met goes along with that meeting, any other stays; neither leaves a meeting outside.
    """
    if not after:
        return first, last
    begins, ends = days_of(after)
    met_first, met_last = days_of(before) if before else (None, None)
    return (
        begins if met_first == first else min(first, begins),
        ends if met_last == last else max(last, ends),
    )


def days_of(slots: Sequence[Slot]) -> tuple[date, date]:
    """Return the first and last day of some meetings."""
    begin, end = min(slot.starts_at for slot in slots), max(slot.ends_at for slot in slots)
    return begin.astimezone(WITA).date(), end.astimezone(WITA).date()

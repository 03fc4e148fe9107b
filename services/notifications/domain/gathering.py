"""When what is gathered goes, and what of it is news."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

About = Callable[[Mapping[str, Any]], Any]

AN_HOUR = timedelta(hours=1)
"""Answers come one by one for days: whoever reads them gets at most one mail in so long a time."""


def goes_at(at: datetime, wait: timedelta, deadline: datetime | None) -> datetime:
    """Return when a mail begun at this instant goes: after the wait, but by the deadline that is still to come."""
    return min(at + wait, deadline) if deadline and deadline > at else at + wait


def with_newest(items: Sequence[Mapping[str, Any]], item: Mapping[str, Any], about: About | None) -> list[Any]:
    """Return the items with one more; what was said before about the same one is no longer so.

    ``about`` finds that one in an item; without it every item stands for itself.
    """
    same = about or (lambda one: one)
    return [*(other for other in items if same(other) != same(item)), item]

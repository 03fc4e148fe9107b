"""When what is gathered goes, and what of it is news."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import reduce
from typing import Any

AN_HOUR = timedelta(hours=1)
"""Answers come one by one for days: whoever reads them gets at most one mail in so long a time."""


def goes_at(at: datetime, wait: timedelta, deadline: datetime | None) -> datetime:
    """Return when a mail begun at this instant goes: after the wait, but by the deadline that is still to come."""
    return min(at + wait, deadline) if deadline and deadline > at else at + wait


def with_newest(items: Sequence[Mapping[str, Any]], item: Mapping[str, Any], about: Sequence[str]) -> list[Any]:
    """Return the items with one more; what was said before about the same one is no longer so.

    ``about`` is the way to the id of that one, empty where every item stands for itself.
    """
    kept = [other for other in items if not _is_same(other, item, about)]
    return [*kept, item]


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any], about: Sequence[str]) -> bool:
    return _at(one, about) == _at(other, about) if about else one == other


def _at(item: Any, about: Sequence[str]) -> Any:
    return reduce(lambda found, name: found.get(name) or {}, about, item)

"""Things that live on in others, link by link: where a chain ends, and all that leads to a thing.

Links are learnt from facts that come late, twice and in any order: for a while they may lead round in a circle.
"""

from collections.abc import Callable, Collection, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def last_of(start: T, next_of: Callable[[T], T | None]) -> T | None:
    """Return the last of the chain, ``start`` itself where nothing follows; None where the chain comes round again."""
    passed = {start}
    while (following := next_of(start)) is not None:
        if following in passed:
            return None
        passed.add(following)
        start = following
    return start


def leading_to(end: T, before: Callable[[Collection[T]], Iterable[T]]) -> set[T]:
    """Return ``end`` and all from which a chain leads to it; ``before`` returns those one link before some."""
    found: set[T] = {end}
    latest = found
    while latest:
        latest = set(before(latest)) - found
        found = found | latest
    return found

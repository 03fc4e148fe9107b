"""How many seats of an offer stay empty for its reserved segments, counted apart from the solver."""

from functools import lru_cache

import numpy as np

from services.partners.domain.assignment.instance import Flags, Kind, Segment, Whole
from services.partners.domain.assignment.keys import is_among


def kinds_of_kept(members: list[Whole], people: int) -> set[tuple[int, ...]]:
    """Return the sets of reserved segments that one kept seat counts for: those one IKM is in, or those around one."""
    inside = np.zeros((len(members), people), dtype=bool)
    for number, one in enumerate(members):
        inside[number, one] = True
    kinds = {tuple(np.flatnonzero(column).tolist()) for column in np.unique(inside.T[inside.any(axis=0)], axis=0)}
    for number in range(len(members)):
        around: Flags = (inside[number] <= inside).all(axis=1) & inside[number].any()
        around[number] = True
        kinds.add(tuple(np.flatnonzero(around).tolist()))
    return kinds - {()}


def seats_kept(segments: list[Segment], here: Whole, people: int) -> int:
    """Return the least number of empty seats that the reserved segments of an offer need beside those given."""
    reserved = [one for one in segments if one.kind is Kind.RESERVED]
    wanting = tuple(max(one.seats - int(is_among(here, one.members).sum()), 0) for one in reserved)
    kinds = tuple(sorted(kinds_of_kept([one.members for one in reserved], people)))
    return _fewest(wanting, kinds)


def _largest(first: int, wanting: tuple[int, ...], kinds: tuple[tuple[int, ...], ...]) -> list[tuple[int, ...]]:
    """Return the kinds that count for this segment and for most others that want."""
    useful = {tuple(n for n in kind if wanting[n]) for kind in kinds if first in kind}
    return sorted(kind for kind in useful if not any(set(kind) < set(other) for other in useful))


@lru_cache(maxsize=10_000)
def _fewest(wanting: tuple[int, ...], kinds: tuple[tuple[int, ...], ...]) -> int:
    if not any(wanting):
        return 0
    # Where there is least to choose first: otherwise the ways to go on multiply.
    first, largest = min(
        ((number, _largest(number, wanting, kinds)) for number, want in enumerate(wanting) if want),
        key=lambda choice: (len(choice[1]), choice[0]),
    )
    best = wanting[first] + sum(wanting)
    for kind in largest:
        step = min(wanting[n] for n in kind) if len(largest) == 1 else 1
        rest = tuple(want - step * (n in kind) for n, want in enumerate(wanting))
        best = min(best, step + _fewest(rest, kinds))
    return best

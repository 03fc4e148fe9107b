"""What one seat less of each offer would cost an optimal use of few pairs: prices that prove it among these pairs.

Shortest ways over the offers alone: an arc from one to another is an IKM that gives up its seat there for one here.
"""

import numpy as np

from benchmarks.country.country import HIGHEST, Small
from benchmarks.country.pairs import Pairs
from services.partners.domain.assignment.instance import Flags, Whole
from services.partners.domain.assignment.paths import Arcs, shortest, sorted_by_head

SPREAD = 1 << 9
"""Whatever an arc costs, plus half of this, is from 0 to below this."""

Moves = tuple[Whole, Whole, Whole]
"""From offer, to offer, points lost."""


def prices(pairs: Pairs, seated: Flags, seats: Whole, each: int) -> Small:
    """Return per offer what a seat less would cost: nothing where one is free, too much where there is none at all."""
    root = len(seats)
    moves = [*_leaving(pairs, seated, seats), *_swaps(pairs, seated, each)]
    tail, head, cost = (np.concatenate(column) for column in zip(*moves, strict=True))
    arcs = _least(tail, head, cost, root)
    less = shortest(sorted_by_head(arcs.turned()), root + 1, root).distance[:root]
    return np.minimum(less, HIGHEST + 1).astype(np.int16)


def _leaving(pairs: Pairs, seated: Flags, seats: Whole) -> list[Moves]:
    """Return the ways to the root: a seat that nobody has, and an IKM that gives up a seat for nothing."""
    held = pairs.among(seated)
    free = np.flatnonzero(np.bincount(held.offer, minlength=len(seats)) < seats)
    return [
        (free, np.full(len(free), len(seats)), np.zeros(len(free), dtype=np.int64)),
        (held.offer, np.full(len(held), len(seats)), held.points),
    ]


def _swaps(pairs: Pairs, seated: Flags, each: int) -> list[Moves]:
    """Return the ways from each seat of an IKM to each pair that it has no seat of."""
    node = np.cumsum(np.append(False, pairs.ikm[1:] != pairs.ikm[:-1]))[: len(pairs)]
    held = np.flatnonzero(seated)
    taken = np.bincount(node[held], minlength=len(pairs))
    rank = np.arange(len(held)) - (np.cumsum(taken) - taken)[node[held]]
    swaps = []
    for number in range(each):
        seat = np.full(len(taken), -1)
        seat[node[held[rank == number]]] = held[rank == number]
        other = np.flatnonzero(~seated & (seat[node] >= 0))
        left = seat[node[other]]
        swaps.append((pairs.offer[left], pairs.offer[other], pairs.points[left] - pairs.points[other]))
    return swaps


def _least(tail: Whole, head: Whole, cost: Whole, root: int) -> Arcs:
    """Return of the arcs between the same two only one, one that costs least."""
    packed = np.sort((tail * (root + 1) + head) * SPREAD + cost + SPREAD // 2)
    ends = packed // SPREAD
    first = np.flatnonzero(np.append(True, ends[1:] != ends[:-1])[: len(ends)])
    ends, cost = ends[first], packed[first] % SPREAD - SPREAD // 2
    return Arcs(ends // (root + 1), ends % (root + 1), cost, np.full(len(ends), -1))

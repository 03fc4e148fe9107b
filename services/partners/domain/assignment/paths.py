"""Shortest paths over arrays of arcs, where arcs may cost less than nothing but no round trip does."""

from dataclasses import dataclass

import numpy as np

from services.partners.domain.assignment.instance import Whole

FAR = 2**60
"""Longer than any path; what cannot be reached is this far away."""


@dataclass(frozen=True, eq=False)
class Arcs:
    """``tail`` to ``head`` costs ``cost`` points; ``ikm`` is the IKM that the arc seats or unseats, -1 for none."""

    tail: Whole
    head: Whole
    cost: Whole
    ikm: Whole

    def turned(self) -> "Arcs":
        """Return the same arcs the other way round."""
        return Arcs(self.head, self.tail, self.cost, self.ikm)


@dataclass(frozen=True, eq=False)
class Reach:
    """``distance`` of each node from the source, and the arc (its number) by which the way there ends, -1 for none."""

    distance: Whole
    last: Whole


def sorted_by_head(arcs: Arcs) -> Arcs:
    """Return the arcs in the order in which paths are looked for."""
    few = int(arcs.head.max(initial=0)) < 2**16
    # Numbers of 16 bits are sorted in a fifth of the time.
    order = np.argsort(arcs.head.astype(np.uint16) if few else arcs.head, kind="stable")
    return Arcs(arcs.tail[order], arcs.head[order], arcs.cost[order], arcs.ikm[order])


def shortest(arcs: Arcs, nodes: int, source: int) -> Reach:
    """Return the shortest ways from one node to all. The arcs are sorted by head; a round makes ways an arc longer."""
    distance, settled = np.full(nodes, FAR, dtype=np.int64), np.zeros(nodes, dtype=np.int64)
    distance[source] = 0
    starts = np.flatnonzero(np.append(True, arcs.head[1:] != arcs.head[:-1])) if len(arcs.head) else arcs.head
    heads = arcs.head[starts]
    for number in range(1, nodes + 1):
        if not len(heads):
            break
        found = np.minimum.reduceat(distance[arcs.tail] + arcs.cost, starts)
        nearer = (found < distance[heads]) & (found < FAR // 2)
        if not nearer.any():
            break
        distance[heads[nearer]] = found[nearer]
        settled[heads[nearer]] = number
    return Reach(distance, _last_arcs(arcs, distance, settled))


def _last_arcs(arcs: Arcs, distance: Whole, settled: Whole) -> Whole:
    """Return for each node an arc that a shortest way ends with; ways that go round in a circle are none."""
    tight = (distance[arcs.tail] + arcs.cost == distance[arcs.head]) & (settled[arcs.tail] < settled[arcs.head])
    chosen = np.flatnonzero(tight)[::-1]
    last = np.full(len(distance), -1, dtype=np.int64)
    last[arcs.head[chosen]] = chosen
    return last

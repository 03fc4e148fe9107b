"""What one seat more or less is worth, and how many points an IKM without a seat lacked, in a plan that is a flow."""

import numpy as np

from services.partners.domain.assignment.changes import without_seat
from services.partners.domain.assignment.instance import Flags, Whole
from services.partners.domain.assignment.keys import is_among
from services.partners.domain.assignment.network import ROOT, Network, build
from services.partners.domain.assignment.paths import FAR, Arcs, Reach, shortest, sorted_by_head
from services.partners.domain.assignment.plan import Prices
from services.partners.domain.assignment.problem import Problem


def exact(problem: Problem, taken: Whole) -> Prices:
    """Return the prices of a plan whose conditions are nested, in the problem's own numbering."""
    network, outside = build(problem, taken), without_seat(problem, taken)
    back = sorted_by_head(network.arcs.turned())
    to_root = shortest(back, network.nodes, ROOT)
    give_up = to_root.distance[network.offer]
    ways = [(outside & ~is_among(network.home, network.tight), to_root)]
    ways += [(outside & (network.home == area), shortest(back, network.nodes, int(area))) for area in network.tight]
    missing, nearest, taken_by = (np.full(problem.people, -1, dtype=np.int64) for _ in range(3))
    for people, reach in ways:
        _lacks(problem, people, reach, network, missing, nearest, taken_by, _ends(back, reach, network))
    forth = sorted_by_head(network.arcs)
    from_root = shortest(forth, network.nodes, ROOT)
    gain = np.maximum(-from_root.distance[network.offer], 0)
    first = _ends(forth, from_root, network)[network.offer]
    newcomer = np.where((gain > 0) & np.append(outside, [False])[first], first, -1)
    give_up = np.where(give_up >= FAR // 2, -1, give_up)
    sure = np.ones(problem.offers, dtype=bool)
    return Prices(give_up, sure, gain, sure, newcomer, missing, np.ones(problem.people, dtype=bool), nearest, taken_by)


def _lacks(problem: Problem, people: Flags, reach: Reach, network: Network, missing: Whole, nearest: Whole,
           taken_by: Whole, loser: Whole) -> None:  # fmt: skip
    far = reach.distance >= FAR // 2
    for here in problem.portions():
        node = network.place[problem.places.of_pair[here]]
        chosen = np.flatnonzero(people[problem.ikm[here]] & ~far[node])
        pairs, node = chosen + here.start, node[chosen]
        lack = np.maximum(reach.distance[node] - problem.worth[pairs], 0)
        _note_least(problem, pairs, lack, missing, nearest, loser[node], taken_by)


def _note_least(problem: Problem, pairs: Whole, lack: Whole, missing: Whole, nearest: Whole, loser: Whole,
                taken_by: Whole) -> None:  # fmt: skip
    """Note for each IKM of these pairs its least lack; of several offers the first by precedence."""
    ikm = problem.ikm[pairs]
    first = np.flatnonzero(np.diff(ikm, prepend=-1))
    if not len(first):
        return
    least = np.repeat(np.minimum.reduceat(lack, first), np.diff(first, append=len(ikm)))
    # Pairs are in order of offers: written backwards, the first stays.
    best = np.flatnonzero(lack == least)[::-1]
    missing[ikm[best]], nearest[ikm[best]] = lack[best], problem.offer[pairs[best]]
    taken_by[ikm[best]] = loser[best]


def _ends(arcs: Arcs, reach: Reach, network: Network) -> Whole:
    """Return for each node the IKM whose seat its shortest way takes or gives where it meets the root, -1 for none.

    A way that meets the root at a free seat takes nobody's.
    """
    found = np.full(len(reach.last), -1, dtype=np.int64)
    for node in np.lexsort((np.arange(len(reach.last)), _steps(arcs, reach))).tolist():
        last = int(reach.last[node])
        if last >= 0:
            before = int(arcs.tail[last])
            found[node] = arcs.ikm[last] if before in network.homes else found[before]
    return found


def _steps(arcs: Arcs, reach: Reach) -> Whole:
    """Return how many arcs each node's way has."""
    steps = np.where(reach.last >= 0, 1, 0)
    node = (
        np.where(reach.last >= 0, arcs.tail[reach.last], np.arange(len(steps)))
        if len(arcs.tail)
        else np.arange(len(steps))
    )
    while True:
        moving = reach.last[node] >= 0
        if not moving.any():
            return steps
        steps = steps + moving
        node = np.where(moving, arcs.tail[reach.last[node]], node)

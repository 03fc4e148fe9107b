"""The best use of seats among few pairs, by OR-Tools' min-cost flow."""

from collections.abc import Callable

import numpy as np
from ortools.graph.python import min_cost_flow

from benchmarks.country.pairs import Pairs
from services.partners.domain.assignment.instance import Flags, Whole


def best_seats(pairs: Pairs, seats: Whole, each: int) -> Flags:
    """Return which pairs get a seat, so that no use of these pairs has more points. The pairs are in order of IKM."""
    if not len(pairs):
        return np.zeros(0, dtype=np.bool_)
    begins = np.append(True, pairs.ikm[1:] != pairs.ikm[:-1])
    node = np.cumsum(begins) - 1
    people, offers = int(node[-1]) + 1, len(seats)
    source, sink, most = people + offers, people + offers + 1, int(seats.sum())
    flow = min_cost_flow.SimpleMinCostFlow()
    add: Callable[..., Whole] = flow.add_arcs_with_capacity_and_unit_cost
    taken = add(node, people + pairs.offer, np.ones(len(node), np.int64), -pairs.points)
    add(np.full(people, source), np.arange(people), np.full(people, each), np.zeros(people, np.int64))
    add(people + np.arange(offers), np.full(offers, sink), seats, np.zeros(offers, np.int64))
    add(np.array([source]), np.array([sink]), np.array([most]), np.array([0]))
    flow.set_node_supply(source, most)
    flow.set_node_supply(sink, -most)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("OR-Tools found no plan where an empty one is allowed")
    return np.asarray(flow.flows(taken)) > 0

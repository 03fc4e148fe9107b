"""The nested segments of an offer as a tree: seats flow from the innermost segment outwards to the offer."""

from dataclasses import dataclass

import numpy as np

from services.partners.domain.assignment.instance import Kind, Whole
from services.partners.domain.assignment.places import by_offer, different_rows, membership
from services.partners.domain.assignment.problem import Problem


@dataclass(frozen=True, eq=False)
class Tree:
    """Nodes: the offers, then the segments. ``parent``: of each segment. ``entry``: the node at which a place comes in.

    ``flow``: seats through each node, those kept empty included; ``empty``: seats each segment keeps empty.
    """

    parent: Whole
    entry: Whole
    flow: Whole
    empty: Whole


def grow(problem: Problem, taken: Whole) -> Tree:
    """Return the tree with the seats of these pairs in it. The segments must be nested."""
    parent, inwards = _parents(problem)
    rank = np.argsort(np.array(inwards, dtype=np.int64))
    entry = np.array([
        offer if not inside else problem.offers + min(inside, key=lambda segment: rank[segment])
        for offer, inside in zip(problem.places.offer.tolist(), problem.places.segments, strict=True)
    ], dtype=np.int64)  # fmt: skip
    flow = np.bincount(entry[problem.places.of_pair[taken]], minlength=problem.offers + len(problem.segments))
    empty = np.zeros(len(problem.segments), dtype=np.int64)
    for segment in inwards:
        node, one = problem.offers + segment, problem.segments[segment]
        if one.kind is Kind.RESERVED:
            empty[segment] = max(one.seats - flow[node], 0)
            flow[node] += empty[segment]
        flow[parent[segment]] += flow[node]
    return Tree(parent, entry, flow, empty)


def _parents(problem: Problem) -> tuple[Whole, list[int]]:
    """Return the node around each segment, and the segments from the innermost outwards."""
    segments = problem.segments
    parent = np.array([segment.offer for segment in segments], dtype=np.int64)

    def width(number: int) -> tuple[int, bool, int]:
        return len(segments[number].members), segments[number].kind is Kind.RESERVED, number

    outwards = sorted(range(len(segments)), key=width)
    place = {number: position for position, number in enumerate(outwards)}
    for numbers in by_offer(segments).values():
        table, _ = different_rows(membership(segments, numbers, problem.people))
        for column, number in enumerate(numbers):
            inside = table[:, column]
            around = [
                other
                for at, other in enumerate(numbers)
                if place[other] > place[number] and inside.any() and not (inside & ~table[:, at]).any()
            ]
            if around:
                parent[number] = problem.offers + min(around, key=place.__getitem__)
    return parent, outwards

"""How seats could still move: the arcs along which a finished plan may be changed, and what each change costs."""

from dataclasses import dataclass

import numpy as np

from services.partners.domain.assignment.clashes import Rules, find_rules
from services.partners.domain.assignment.instance import Flags, Kind, Whole
from services.partners.domain.assignment.paths import Arcs
from services.partners.domain.assignment.problem import Problem
from services.partners.domain.assignment.tree import Tree, grow

ROOT = 0


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes: the root, the floors' areas, offers, segments, IKM with seats and their clashes.

    ``place``: node of each place. ``home``: for each IKM the node from which it comes, its area or the root.
    ``tight``: nodes of the areas that have no seat to spare. ``homes``: the root and all areas.
    """

    arcs: Arcs
    nodes: int
    offer: Whole
    place: Whole
    home: Whole
    tight: Whole
    homes: range


def build(problem: Problem, taken: Whole) -> Network:
    """Return the network of an optimal plan whose conditions are nested."""
    tree, floors = grow(problem, taken), len(problem.floor_least)
    first = 1 + floors
    seats = np.bincount(problem.ikm[taken], minlength=problem.people)
    seated, rules = np.flatnonzero(seats), find_rules(problem.clashes, problem.ikm, problem.offer)
    node = np.full(problem.people, -1, dtype=np.int64)
    node[seated] = first + problem.offers + len(problem.segments) + np.arange(len(seated))
    rule_node = first + problem.offers + len(problem.segments) + len(seated) + np.arange(len(rules.ikm))
    home = np.where(problem.floor_of >= 0, problem.floor_of + 1, ROOT)
    place = first + tree.entry
    given = np.bincount(problem.floor_of[problem.ikm[taken]] + 1, minlength=first)[1:]
    to_spare = given > problem.floor_least
    parts = [
        _areas(floors, to_spare), _offers(problem, tree, first), _segments(problem, tree, first),
        _seats_of_ikm(problem, seats, seated, node, home), _newcomers(problem, seats, home, place),
        *_pairs(problem, rules, taken, seats, node, rule_node, place),
    ]  # fmt: skip
    tail, head, cost, ikm = (np.concatenate(column) for column in zip(*parts, strict=True))
    nodes = int(first + problem.offers + len(problem.segments) + len(seated) + len(rule_node))
    offers = first + np.arange(problem.offers)
    return Network(Arcs(tail, head, cost, ikm), nodes, offers, place, home, 1 + np.flatnonzero(~to_spare), range(first))


Part = tuple[Whole, Whole, Whole, Whole]


def _free(tail: Whole, head: Whole) -> Part:
    return tail, head, np.zeros(len(tail), np.int64), np.full(len(tail), -1, dtype=np.int64)


def _both(one: Part, *others: Part) -> Part:
    tail, head, cost, ikm = (np.concatenate(column) for column in zip(one, *others, strict=True))
    return tail, head, cost, ikm


def _root(size: int) -> Whole:
    return np.full(size, ROOT, dtype=np.int64)


def _areas(floors: int, to_spare: Flags) -> Part:
    area = 1 + np.arange(floors)
    spare = area[to_spare]
    return _both(_free(_root(floors), area), _free(spare, _root(len(spare))))


def _offers(problem: Problem, tree: Tree, first: int) -> Part:
    flow = tree.flow[: problem.offers]
    room, used = first + np.flatnonzero(flow < problem.free), first + np.flatnonzero(flow > 0)
    return _both(_free(room, _root(len(room))), _free(_root(len(used)), used))


def _segments(problem: Problem, tree: Tree, first: int) -> Part:
    segments, node = problem.segments, first + problem.offers + np.arange(len(problem.segments))
    kinds = np.array([segment.kind.value for segment in segments], dtype=object)
    seats = np.array([segment.seats for segment in segments], dtype=np.int64)
    flow, parent = tree.flow[problem.offers :], first + tree.parent
    outwards = (kinds != Kind.AT_MOST.value) | (flow < seats)
    inwards = flow > np.where(kinds == Kind.AT_MOST.value, 0, seats)
    kept, empty = node[kinds == Kind.RESERVED.value], node[tree.empty > 0]
    return _both(
        _free(node[outwards], parent[outwards]), _free(parent[inwards], node[inwards]),
        _free(_root(len(kept)), kept), _free(empty, _root(len(empty))),
    )  # fmt: skip


def _seats_of_ikm(problem: Problem, seats: Whole, seated: Whole, node: Whole, home: Whole) -> Part:
    """An IKM with seats may lose its last one, or get another."""
    more = seated[seats[seated] < problem.room[seated]]
    leave = node[seated], home[seated], -problem.step * (seats[seated] - 1), seated
    join = home[more], node[more], problem.step * seats[more], more
    return _both(leave, join)


def _newcomers(problem: Problem, seats: Whole, home: Whole, place: Whole) -> Part:
    """Of the IKM without a seat only the best from each area into each place matters."""
    outside, count = (seats == 0) & (problem.room > 0), len(problem.ikm)
    most = np.full((int(home.max(initial=0)) + 1) * len(place), np.iinfo(np.int64).min)
    for here in problem.portions():
        pairs = np.flatnonzero(outside[problem.ikm[here]]) + here.start
        key = home[problem.ikm[pairs]] * len(place) + problem.places.of_pair[pairs]
        np.maximum.at(most, key, problem.worth[pairs] * count - pairs)
    best = -most[most > np.iinfo(np.int64).min] % count
    ikm = problem.ikm[best]
    return home[ikm], place[problem.places.of_pair[best]], -problem.worth[best], ikm


def _pairs(problem: Problem, rules: Rules, taken: Whole, seats: Whole, node: Whole, rule_node: Whole,
           place: Whole) -> list[Part]:  # fmt: skip
    """An IKM with seats may enter where it is not, and leave where it is unless staff pinned it there."""
    here = np.zeros(len(problem.ikm), dtype=bool)
    here[taken] = True
    pairs = np.flatnonzero(seats[problem.ikm] > 0)
    source = node[problem.ikm]
    used = np.zeros(len(rule_node), dtype=bool)
    used[rules.rule[here[rules.pair]]] = True
    source[rules.pair] = rule_node[rules.rule]
    seated = node[rules.ikm] >= 0
    free, busy = np.flatnonzero(seated & ~used), np.flatnonzero(seated & used)
    enter, leave = pairs[~here[pairs]], pairs[here[pairs] & ~problem.pinned[pairs]]
    return [
        (source[enter], place[problem.places.of_pair[enter]], -problem.worth[enter], problem.ikm[enter]),
        (place[problem.places.of_pair[leave]], source[leave], problem.worth[leave], problem.ikm[leave]),
        _free(node[rules.ikm[free]], rule_node[free]),
        _free(rule_node[busy], node[rules.ikm[busy]]),
    ]

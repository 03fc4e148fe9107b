"""Offers of which one IKM gets one at most."""

from dataclasses import dataclass

import numpy as np

from services.partners.domain.assignment.instance import Whole


@dataclass(frozen=True, eq=False)
class Clashes:
    """``pair`` and ``rule`` say which pairs stand in which rule; of a rule's pairs one is taken at most.

    ``ikm`` and ``group``: the IKM of each rule, and which of ``groups`` (offers that all clash) it is about.
    """

    pair: Whole
    rule: Whole
    ikm: Whole
    group: Whole
    groups: tuple[tuple[int, ...], ...]
    nested: bool


def find_clashes(ikm: Whole, offer: Whole, room: Whole, offers: int, clashes: Whole) -> Clashes:
    """Return the rules that can bind: an IKM with one free place in the year needs none."""
    edges = {(int(min(edge)), int(max(edge))) for edge in clashes}
    groups = _groups(edges)
    keys, pairs = [], []
    for number, group in enumerate(groups):
        inside = np.zeros(offers, dtype=bool)
        inside[list(group)] = True
        found = np.flatnonzero(inside[offer] & (room[ikm] > 1))
        pairs.append(found)
        keys.append(ikm[found] * len(groups) + number)
    pair, key = np.concatenate([*pairs, np.empty(0, np.int64)]), np.concatenate([*keys, np.empty(0, np.int64)])
    rules, rule, size = np.unique(key, return_inverse=True, return_counts=True)
    binding = size > 1
    number_of = np.cumsum(binding) - 1
    chosen = binding[rule]
    rules = rules[binding]
    crossing = any(set(one) & set(other) for n, one in enumerate(groups) for other in groups[:n])
    count = max(len(groups), 1)
    return Clashes(
        pair[chosen], number_of[rule[chosen]], rules // count, rules % count, groups, not (crossing and len(rules))
    )


def _groups(edges: set[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Return sets of offers that all clash, so that every clash is inside one of them."""
    near: dict[int, set[int]] = {}
    for one, other in edges:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    left, groups = set(edges), []
    while left:
        one, other = min(left)
        group = {one, other}
        for candidate in sorted(near[one] & near[other]):
            if group <= near[candidate]:
                group.add(candidate)
        groups.append(tuple(sorted(group)))
        left -= {edge for edge in left if set(edge) <= group}
    return tuple(groups)

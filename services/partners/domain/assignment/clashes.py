"""Offers of which one IKM gets one at most."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from services.partners.domain.assignment.instance import Flags, Whole


@dataclass(frozen=True, eq=False)
class Clashes:
    """``groups``: sets of offers that all clash. ``table``: group × offer, True where the offer is in the group.

    ``several``: the IKM that may get several seats; others need no rule. ``nested``: no offer is in two groups, or no
    rule can bind. An IKM and a group are one rule, which is counted by its ``key``.
    """

    groups: tuple[tuple[int, ...], ...]
    table: Flags
    several: Flags
    nested: bool

    def keys_of(self, ikm: Whole, offer: Whole) -> tuple[Whole, Whole]:
        """Return the rules in which these pairs stand: the place of the pair among them, and the rule's key."""
        group, per_offer = self._by_offer
        counts = np.where(self.several[ikm], per_offer[offer], 0)
        place = np.repeat(np.arange(len(ikm)), counts)
        nth = np.arange(len(place)) - np.repeat(np.cumsum(counts) - counts, counts)
        first = np.cumsum(per_offer) - per_offer
        return place, ikm[place] * len(self.groups) + group[first[offer[place]] + nth]

    @cached_property
    def _by_offer(self) -> tuple[Whole, Whole]:
        """The groups of each offer, one offer after the other, and how many each has."""
        return np.nonzero(self.table.T)[1], self.table.sum(axis=0)

    def of_key(self, key: Whole) -> tuple[Whole, Whole]:
        """Return the IKM and the group of each rule."""
        ikm, group = np.divmod(key, max(len(self.groups), 1))
        return ikm, group


@dataclass(frozen=True, eq=False)
class Rules:
    """All rules that can bind: ``pair`` and ``rule`` say which pairs stand in which; ``ikm``: of each rule."""

    pair: Whole
    rule: Whole
    ikm: Whole


def find_clashes(ikm: Whole, offer: Whole, room: Whole, offers: int, clashes: Whole) -> Clashes:
    """Return which offers clash, and whether that leaves the plan a flow."""
    groups = _groups({(int(min(edge)), int(max(edge))) for edge in clashes})
    table = np.zeros((len(groups), offers), dtype=bool)
    for number, group in enumerate(groups):
        table[number, list(group)] = True
    crossing = bool((table.sum(axis=0) > 1).any())
    return Clashes(groups, table, room > 1, not (crossing and any(_binds(one, ikm, offer, room) for one in table)))


def _binds(inside: Flags, ikm: Whole, offer: Whole, room: Whole) -> bool:
    return bool((np.bincount(ikm[inside[offer]], minlength=len(room))[room > 1] > 1).any())


def find_rules(clashes: Clashes, ikm: Whole, offer: Whole) -> Rules:
    """Return the rules that can bind among these pairs."""
    pair, key = clashes.keys_of(ikm, offer)
    keys, rule, size = np.unique(key, return_inverse=True, return_counts=True)
    binding = size > 1
    chosen = binding[rule]
    return Rules(pair[chosen], (np.cumsum(binding) - 1)[rule[chosen]], clashes.of_key(keys[binding])[0])


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

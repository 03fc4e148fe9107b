"""The few pairs among which the plan is looked for: whatever an IKM would gain by comes in."""

import numpy as np

from benchmarks.country.country import Small
from benchmarks.country.pairs import Pairs, joined, pack, unpack
from services.partners.domain.assignment.instance import Flags, Whole

FOR_A_SEAT, FOR_AN_OFFER = 3, 20
"""Pairs of an offer that come in at a time: so many for each seat, and so many more."""


def begun(wishes: Whole, prices: Small, seats: Whole) -> Whole:
    """Return the pairs to begin with."""
    return _some_for_each(joined(wishes), prices, seats)


def grown(core: Whole, wishes: Whole, prices: Small, seats: Whole, each: int) -> Whole:
    """Return the core with the wishes of IKM that would gain more by them than by what the core lets them have."""
    known, wished = unpack(core), unpack(joined(wishes))
    people = int(max(known.ikm.max(initial=-1), wished.ikm.max(initial=-1))) + 1
    more = _gains(wished, prices, each, people) > _gains(known, prices, each, people)
    wished = wished.among(more[wished.ikm])
    missing = np.setdiff1d(pack(wished.ikm, wished.offer, wished.points), core, assume_unique=True)
    return joined(core, _some_for_each(missing, prices, seats))


def _gains(pairs: Pairs, prices: Small, each: int, people: int) -> Whole:
    """Return per IKM the points above the prices if it took its best of these pairs."""
    worth = np.maximum(pairs.points - prices[pairs.offer], 0)
    best = _first_of_each(pairs.ikm, worth, np.full(people, each))
    return np.bincount(pairs.ikm[best], worth[best], minlength=people).astype(np.int64)


def _some_for_each(packed: Whole, prices: Small, seats: Whole) -> Whole:
    """Return of each offer the pairs worth most above its price."""
    pairs = unpack(packed)
    worth = pairs.points - prices[pairs.offer]
    return packed[_first_of_each(pairs.offer, worth, FOR_A_SEAT * seats + FOR_AN_OFFER)]


def _first_of_each(group: Whole, worth: Whole, most: Whole) -> Flags:
    """Tell which entries are among the ``most[group]`` of their group that are worth most; of equals the first."""
    order = np.argsort((group << 8) - worth, kind="stable")
    sizes = np.bincount(group, minlength=len(most))
    rank = np.arange(len(group)) - (np.cumsum(sizes) - sizes)[group[order]]
    chosen = np.zeros(len(group), dtype=np.bool_)
    chosen[order] = rank < most[group[order]]
    return chosen

"""The few pairs among which the plan is looked for: whatever an IKM would gain by comes in."""

from collections.abc import Iterable

import numpy as np

from benchmarks.country.country import Small
from benchmarks.country.pairs import Pairs, joined, unpack
from benchmarks.country.wishes import Wishes
from services.partners.domain.assignment.instance import Flags, Whole

FOR_A_SEAT, FOR_AN_OFFER = 3, 20
"""Pairs of an offer that come in at a time: so many for each seat, and so many more."""
WAITING = 2_000_000
"""So many pairs may wait before those are dropped of which an offer has better ones."""


class Intake:
    """Takes in pairs, and keeps of each offer those that are worth most above its price."""

    def __init__(self, prices: Small, seats: Whole) -> None:
        self._prices, self._most = prices, FOR_A_SEAT * seats + FOR_AN_OFFER
        self._kept = np.empty(0, dtype=np.int64)
        self._waiting: list[Whole] = []

    def take(self, packed: Whole) -> None:
        """Take some pairs in."""
        self._waiting.append(packed)
        if sum(map(len, self._waiting)) > WAITING:
            self.kept()

    def kept(self) -> Whole:
        """Return what is kept, in order."""
        packed = joined(self._kept, *self._waiting)
        pairs = unpack(packed)
        self._kept = packed[_first_of_each(pairs.offer, pairs.points - self._prices[pairs.offer], self._most)]
        self._waiting = []
        return self._kept


def begun(looks: Iterable[Wishes], prices: Small, seats: Whole) -> Whole:
    """Return the pairs to begin with."""
    intake = Intake(prices, seats)
    for look in looks:
        intake.take(look.pairs)
    return intake.kept()


def grown(core: Whole, looks: Iterable[Wishes], prices: Small, seats: Whole, each: int) -> tuple[int, Whole]:
    """Return what all IKM would gain, and the core with the wishes of those that gain more than the core lets them."""
    intake, gain, pairs = Intake(prices, seats), 0, unpack(core)
    known, lets = np.append(np.unique(pairs.ikm), -1), np.append(_gains(pairs, prices, each), 0)
    for look in looks:
        gain += look.gain
        wished = np.sort(look.pairs)
        pairs = unpack(wished)
        ikm, node = np.unique(pairs.ikm, return_inverse=True)
        place = np.searchsorted(known[:-1], ikm)
        lacking = _gains(pairs, prices, each) > np.where(known[place] == ikm, lets[place], 0)
        intake.take(_missing(wished[lacking[node]], core))
    return gain, joined(core, intake.kept())


def _missing(wished: Whole, core: Whole) -> Whole:
    missing: Flags = np.append(core, -1)[np.searchsorted(core, wished)] != wished
    return wished[missing]


def _gains(pairs: Pairs, prices: Small, each: int) -> Whole:
    """Return of each IKM that is here the points above the prices if it took its best of these pairs."""
    worth = np.maximum(pairs.points - prices[pairs.offer], 0)
    ikm, node = np.unique(pairs.ikm, return_inverse=True)
    best = _first_of_each(node, worth, np.full(len(ikm), each))
    return np.bincount(node[best], worth[best]).astype(np.int64)


def _first_of_each(group: Whole, worth: Whole, most: Whole) -> Flags:
    """Tell which entries are among the ``most[group]`` of their group that are worth most; of equals the first."""
    order = np.argsort((group << 8) - worth, kind="stable")
    sizes = np.bincount(group, minlength=len(most))
    rank = np.arange(len(group)) - (np.cumsum(sizes) - sizes)[group[order]]
    chosen = np.zeros(len(group), dtype=np.bool_)
    chosen[order] = rank < most[group[order]]
    return chosen

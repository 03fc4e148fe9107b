"""One look at all pairs: what IKM would take at given prices, and what they would gain."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.country.country import Block, Country, Small
from benchmarks.country.crew import Crew
from benchmarks.country.pairs import pack
from services.partners.domain.assignment.instance import Whole

NONE = np.empty(0, dtype=np.int64)
LOTS = np.int16(8)
"""Lots among which equal pairs are spread."""
PLACES, KINDS = np.uint32(2_654_435_761), np.uint32(2_246_822_519)
LEFT = np.uint32(29)


@dataclass(frozen=True, eq=False)
class Wishes:
    """``gain``: points above the prices that IKM together would get if each took its best. ``pairs``: packed."""

    gain: int
    pairs: Whole


def wishes(looking: Crew, prices: Small, keep: int, slack: int) -> Iterator[Wishes]:
    """Yield of each IKM the ``keep`` best pairs that are worth at least their price less ``slack``, some IKM at a time.

    ``keep``: at least the seats an IKM gets at most.
    """
    return looking.over_all(_look, prices, keep, slack)


def everything(country: Country) -> Whole:
    """Return all eligible pairs, packed and in order: for a country that can be held."""
    return np.sort(np.concatenate([NONE, *_everything(country)]))


def _everything(country: Country) -> Iterator[Whole]:
    for block in country.blocks(range(len(country.first) - 1)):
        offer, points = country.points(block)
        row, ikm = np.nonzero(points >= 0)
        yield pack(block[1] + ikm, offer[row].astype(np.int64), points[row, ikm].astype(np.int64))


def _look(country: Country, cells: range, prices: Small, keep: int, slack: int) -> Wishes:
    looks = [_wishes(country, block, prices, keep, slack) for block in country.blocks(cells)]
    return Wishes(sum(look.gain for look in looks), np.concatenate([NONE, *(look.pairs for look in looks)]))


def _wishes(country: Country, block: Block, prices: Small, keep: int, slack: int) -> Wishes:
    offer, points = country.points(block)
    least = np.int16(-slack)
    worth = points - prices[offer][:, None]
    keen = np.flatnonzero(worth.max(axis=0, initial=least - 1) >= least)
    if not len(keen):
        return Wishes(0, NONE)
    worth = LOTS * worth[:, keen] + _lots(offer, block[1] + keen)
    column, gain, found = np.arange(len(keen)), 0, []
    for rank in range(min(keep, len(offer))):
        row = worth.argmax(axis=0)
        best = worth[row, column] // LOTS
        gain += int(np.maximum(best, 0).sum(dtype=np.int64)) if rank < country.each else 0
        wanted = best >= least
        ikm, liked = keen[wanted], row[wanted]
        found.append(pack(block[1] + ikm, offer[liked].astype(np.int64), points[liked, ikm].astype(np.int64)))
        worth[row, column] = np.iinfo(np.int16).min
    return Wishes(gain, np.concatenate([NONE, *found]))


def _lots(offer: Small, ikm: Whole) -> Small:
    """Return a number below ``LOTS`` a pair, the same at every look.

    With it, not all IKM wish for the first of offers that are worth the same to them.
    """
    drawn = (offer.astype(np.uint32)[:, None] * PLACES) ^ (ikm.astype(np.uint32) * KINDS)
    return (drawn >> LEFT).astype(np.int16)

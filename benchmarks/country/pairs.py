"""Pairs of IKM and offer with their points, each packed into one whole number, so that sorting and joining are fast."""

from dataclasses import dataclass

import numpy as np

from benchmarks.country.country import HIGHEST, MOST_OFFERS
from services.partners.domain.assignment.instance import Flags, Whole

POINTS = HIGHEST + 1


@dataclass(frozen=True, eq=False)
class Pairs:
    """``ikm``, ``offer``, ``points``: one entry a pair, in the order of IKM and offers, no pair twice."""

    ikm: Whole
    offer: Whole
    points: Whole

    def __len__(self) -> int:
        return len(self.ikm)

    def among(self, kept: Flags) -> "Pairs":
        """Return some of the pairs."""
        return Pairs(self.ikm[kept], self.offer[kept], self.points[kept])


def pack(ikm: Whole, offer: Whole, points: Whole) -> Whole:
    """Return one number a pair; IKM, then offer decide the order."""
    return (ikm * MOST_OFFERS + offer) * POINTS + points


def unpack(packed: Whole) -> Pairs:
    """Return the pairs of numbers that are in order."""
    return Pairs(packed // (MOST_OFFERS * POINTS), packed // POINTS % MOST_OFFERS, packed % POINTS)


def joined(*packed: Whole) -> Whole:
    """Return all pairs once, in order."""
    everything = np.sort(np.concatenate(packed))
    first: Flags = np.append(True, everything[1:] != everything[:-1])[: len(everything)]
    return everything[first]

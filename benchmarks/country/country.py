"""IKM and offers of a country, kept so that the points of any pair are worked out when they are looked at.

IKM are numbered in the order of their cells: a kabupaten, a cluster and a size. Which offers are open is known per
cell: a block of IKM of one cell meets the same offers, and its points are sums of a few rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from services.partners.domain.assignment.instance import Flags, Whole
from services.partners.domain.policy import FIRST_WEIGHTS, Policy
from services.partners.domain.score import MOMENTUM_DAYS, MOST_SEVERE

Small: TypeAlias = NDArray[np.int16]
Bytes: TypeAlias = NDArray[np.uint8]
Floats: TypeAlias = NDArray[np.float64]
Block: TypeAlias = tuple[int, int, int]
"""A cell, and the IKM of it from the first to before the last."""

NEED, SEVERITY, UNSERVED, MOMENTUM = (FIRST_WEIGHTS[name] for name in ("need", "severity", "unserved", "momentum"))
LATELY = Policy().lately_days
OF_NEED = np.array([0, *(NEED + SEVERITY * grade // MOST_SEVERE for grade in (1, 2, 3))], dtype=np.int16)
HIGHEST, MOST_OFFERS = sum(FIRST_WEIGHTS.values()), 1 << 14
CLOSED = np.int16(-2_000)
"""Points of a pair that is not eligible: no sum makes it worth a seat."""
STEP = 8
"""One IKM of so many is in a sample."""
BLOCK = 1_024
"""IKM looked at in one go: what a processor's cache holds with some hundred offers."""


@dataclass(frozen=True, eq=False)
class Country:
    """One problem of ``n`` IKM and ``m`` offers. Days count back from the day of the first offer.

    ``first``: (cells + 1) the first IKM of each cell. ``opens``: (cells + 1) where its offers begin in ``offer``.
    ``extra``: points that the offer of the same place gives everybody of the cell.
    ``always``: (n) points whatever the offer. ``needs``: (topics, n) severity from 0 to 3. ``registered``: (n) a NIB.
    ``served``, ``trained``: (n) days since the last programme, whether a training or not, and since the last training.
    ``topic``, ``day``, ``asks``, ``seats``: (m) topic, day of its beginning, whether it asks for a NIB, and its seats.
    ``each``: seats an IKM gets at most. No pair has more than ``HIGHEST`` points.
    """

    first: Whole
    opens: Whole
    offer: Small
    extra: Small
    always: Small
    needs: Bytes
    served: Small
    trained: Small
    registered: Flags
    topic: Whole
    day: Small
    asks: Whole
    seats: Whole
    each: int = 2

    def __post_init__(self) -> None:
        if self.offers > MOST_OFFERS:
            raise ValueError(f"no more than {MOST_OFFERS} offers")

    @property
    def people(self) -> int:
        """Return how many IKM there are."""
        return len(self.always)

    @property
    def offers(self) -> int:
        """Return how many offers there are."""
        return len(self.seats)

    @property
    def pairs(self) -> int:
        """Return how many pairs of IKM and offer are looked at, some of them not eligible for want of a NIB."""
        return int(np.diff(self.first) @ np.diff(self.opens))

    @cached_property
    def days(self) -> Small:
        """Return the days on which offers begin."""
        return np.unique(self.day)

    @cached_property
    def beginning(self) -> Whole:
        """Return the place of each offer's day among these days."""
        return np.searchsorted(self.days, self.day)

    def blocks(self, cells: range) -> Iterator[Block]:
        """Yield the IKM of some cells, a few at a time."""
        for cell in cells:
            end = int(self.first[cell + 1])
            for low in range(int(self.first[cell]), end, BLOCK):
                yield cell, low, min(low + BLOCK, end)

    def points(self, block: Block) -> tuple[Small, Small]:
        """Return the offers open to the block's cell and the points there: a row an offer, a column an IKM."""
        cell, low, high = block
        here = slice(self.opens[cell], self.opens[cell + 1])
        offer = self.offer[here]
        needed = OF_NEED[self.needs[:, low:high]]
        unregistered = np.where(self.registered[low:high], np.int16(0), CLOSED)
        rows = np.concatenate([needed, needed + unregistered])[self.topic[offer] + len(needed) * self.asks[offer]]
        rows += self._waited(low, high)[self.beginning[offer]]
        rows += self.extra[here][:, None]
        return offer, rows

    def _waited(self, low: int, high: int) -> Small:
        """Return what IKM have on each day on which offers begin, whatever the offer."""
        days = self.days[:, None].astype(np.int32)
        points = UNSERVED * np.minimum(self.served[low:high] + days, LATELY) // LATELY
        points += MOMENTUM * (self.trained[low:high] + days <= MOMENTUM_DAYS)
        rows: Small = (points + self.always[low:high]).astype(np.int16)
        return rows

    def sample(self) -> "Country":
        """Return every eighth IKM with an eighth of the seats, rounded up for some offers, at least one each."""
        seats = np.maximum((self.seats + np.arange(self.offers) % STEP) // STEP, 1)
        return replace(
            self, first=-(-self.first // STEP), always=self.always[::STEP], needs=self.needs[:, ::STEP],
            served=self.served[::STEP], trained=self.trained[::STEP], registered=self.registered[::STEP], seats=seats,
        )  # fmt: skip

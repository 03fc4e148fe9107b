"""What a plan is made from: which IKM may take which seat for how many points, and the conditions on it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


def _no_pairs() -> Whole:
    return np.empty((0, 2), dtype=np.int64)


class Kind(StrEnum):
    """What a segment asks of an offer's seats."""

    AT_MOST = "at_most"
    """No more than ``seats`` go to members."""
    AT_LEAST = "at_least"
    """No fewer than ``seats`` go to members; a plan that cannot is refused."""
    RESERVED = "reserved"
    """``seats`` are kept for members: what they leave unused stays empty, others never get it."""


@dataclass(frozen=True, eq=False)
class Segment:
    """A condition on the seats of one offer that go to some of the IKM.

    ``members`` are the positions of these IKM, in any order. A segment whose date has passed is left out by the caller.
    """

    offer: int
    kind: Kind
    seats: int
    members: Whole


@dataclass(frozen=True, eq=False)
class Instance:
    """One problem. Positions count IKM from 0 to n-1 and offers from 0 to m-1; points are whole numbers from 0.

    ``ikm``, ``offer``, ``score``: one entry per eligible pair, in any order, no pair twice.
    ``free``: (m) seats still to give. ``cap``, ``had``: (n) programmes an IKM may have in the year, and has already.
    ``precedence``: (n) smaller comes first, no number twice. ``offer_precedence``: (m) likewise.
    ``step``: points by which each further seat of an IKM in the year counts less than the one before; 0 for all alike.
    ``segments``: conditions on an offer's seats. ``clashes``: (k, 2) offers of which an IKM gets one at most.
    ``pins``, ``exclusions``: (k, 2) IKM and offer that staff want together, or never.
    ``area``: (n) code of the kecamatan, -1 where unknown. ``floors``: (k, 2) code of an area and the least number of
    seats its IKM get, lowered to the number of its IKM that may get one.
    ``before``: (k, 2) the proposal made before.
    """

    ikm: Whole
    offer: Whole
    score: Whole
    free: Whole
    cap: Whole
    had: Whole
    precedence: Whole
    offer_precedence: Whole
    step: int = 0
    segments: tuple[Segment, ...] = ()
    clashes: Whole = field(default_factory=_no_pairs)
    pins: Whole = field(default_factory=_no_pairs)
    exclusions: Whole = field(default_factory=_no_pairs)
    area: Whole | None = None
    floors: Whole = field(default_factory=_no_pairs)
    before: Whole = field(default_factory=_no_pairs)

    @property
    def people(self) -> int:
        """Return how many IKM there are."""
        return len(self.cap)

    @property
    def offers(self) -> int:
        """Return how many offers there are."""
        return len(self.free)

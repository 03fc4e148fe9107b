"""What is asked of seats as conditions of the plan's problem."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from services.partners.domain.assignment.instance import Instance, Kind, Segment, Whole
from services.partners.domain.division import Cell, anybody


def conditions(asked: Sequence[tuple[Sequence[Cell], int]], ikm: Whole) -> tuple[Segment, ...]:
    """Return the conditions of each offer, of which so many pairs are in ``ikm``, one offer after another."""
    ends = np.cumsum([count for _, count in asked])
    return tuple(
        Segment(offer, cell.segment.kind, cell.seats, ikm[end - count : end][cell.members])
        for offer, ((cells, count), end) in enumerate(zip(asked, ends, strict=True))
        for cell in cells
    )


def with_whoever_may_come(given: Instance, cells: Sequence[Cell]) -> Instance:
    """Return the problem with one IKM of each kind that fits nothing, where seats of an offer are kept for several.

    A seat kept for one may then be kept for another too wherever an IKM could be in both, also while none fits.
    """
    keeping = Counter(segment.offer for segment in given.segments if segment.kind is Kind.RESERVED)
    if max(keeping.values(), default=0) < 2:
        return given
    more, count = len(anybody()), given.people
    nothing = np.zeros(more, dtype=np.int64)
    segments = [
        replace(one, members=np.append(one.members, count + np.flatnonzero(cell.segment.members(anybody()))))
        if one.kind is Kind.RESERVED
        else one
        for one, cell in zip(given.segments, cells, strict=True)
    ]
    return replace(
        given,
        cap=np.append(given.cap, nothing),
        had=np.append(given.had, nothing),
        precedence=np.append(given.precedence, count + np.arange(more)),
        area=None if given.area is None else np.append(given.area, nothing - 1),
        segments=tuple(segments),
    )

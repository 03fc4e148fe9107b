"""The list that a careful person would go down: best points first, a seat to whomever it may still be given."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from services.partners.domain.assignment.instance import Flags, Kind, Whole
from services.partners.domain.assignment.problem import Problem

PORTION = 1 << 13


@dataclass(frozen=True, eq=False)
class List:
    """``pairs`` in the order in which they got seats, and their ``points``. ``complete``: all conditions are kept."""

    pairs: Whole
    points: int
    complete: bool


def go_down(problem: Problem) -> List:
    """Give seats by points: to pinned pairs first, then what each floor asks for, then to all.

    Seats that a segment must have are kept for its members.
    """
    seats = _Seats(problem)
    order = _from_the_best(problem.worth)
    _give(seats, order[problem.pinned[order]], seats.all_given)
    for floor, least in enumerate(problem.floor_least.tolist()):
        of_area = order[problem.floor_of[problem.ikm[order]] == floor]
        _give(seats, of_area, partial(seats.has_given, floor, least))
    _give(seats, order, seats.all_given)
    return List(np.array(seats.given, np.int64), seats.points, seats.complete())


def _from_the_best(worth: Whole) -> Whole:
    """Return the pairs by points; those with the same points stay in order of precedence."""
    narrow = np.int16 if np.abs(worth).max(initial=0) < 2**15 else np.int64
    order: Whole = np.argsort((-worth).astype(narrow), kind="stable")
    return order


def _give(seats: "_Seats", order: Whole, enough: Callable[[], bool]) -> None:
    while len(order) and not enough():
        portion, order = order[:PORTION], order[PORTION:]
        hopeful = portion[seats.is_hopeful(portion)]
        for pair in hopeful.tolist():
            if enough():
                return
            seats.offer_to(pair)
        if len(hopeful) < len(portion) // 2:
            order = order[seats.are_hopeful()[order]]


class _Seats:
    def __init__(self, problem: Problem) -> None:
        self.problem, self.left, self.room = problem, problem.free.copy(), problem.room.copy()
        self._seats = int(problem.free.sum())
        self.given: list[int] = []
        self.in_area = [0] * (len(problem.floor_least) + 1)
        self._taken: set[int] = set()
        self.points = 0
        self._had: dict[int, int] = {}
        self._clashing: set[tuple[int, int]] = set()
        self._in_segment = [0] * len(problem.segments)
        self._keeping: dict[int, list[int]] = {}
        for number, segment in enumerate(problem.segments):
            if segment.kind is not Kind.AT_MOST:
                self._keeping.setdefault(segment.offer, []).append(number)
        self._groups = [np.flatnonzero(groups).tolist() for groups in problem.clashes.table.T]

    def offer_to(self, pair: int) -> None:
        problem = self.problem
        ikm, offer, place = int(problem.ikm[pair]), int(problem.offer[pair]), int(problem.places.of_pair[pair])
        worth = int(problem.worth[pair]) - problem.step * self._had.get(ikm, 0)
        pinned, inside = bool(problem.pinned[pair]), problem.places.segments[place]
        rules = [(ikm, group) for group in self._groups[offer]]
        if pair in self._taken or self.left[offer] <= 0 or self.room[ikm] <= 0 or (worth < 0 and not pinned):
            return
        if self._clashing.intersection(rules) or not self._may_enter(offer, inside):
            return
        self.left[offer] -= 1
        self.room[ikm] -= 1
        self.points += worth
        self.given.append(pair)
        self._taken.add(pair)
        self.in_area[int(problem.floor_of[ikm])] += 1
        self._had[ikm] = self._had.get(ikm, 0) + 1
        self._clashing.update(rules)
        for segment in inside:
            self._in_segment[segment] += 1

    def is_hopeful(self, pairs: Whole) -> Flags:
        """Tell of which pairs the offer has a seat left and the IKM may have one more."""
        problem = self.problem
        return (self.left[problem.offer[pairs]] > 0) & (self.room[problem.ikm[pairs]] > 0)

    def are_hopeful(self) -> Flags:
        """Tell it of all pairs, in their own order: in a tenth of the time that it takes in another."""
        problem = self.problem
        return (self.left > 0)[problem.offer] & np.repeat(self.room > 0, np.diff(problem.start))

    def all_given(self) -> bool:
        """Tell whether no offer has a seat left."""
        return len(self.given) >= self._seats

    def has_given(self, floor: int, least: int) -> bool:
        """Tell whether so many seats went to the floor's area."""
        return self.in_area[floor] >= least

    def complete(self) -> bool:
        """Tell whether everybody pinned is in, and no segment or floor has less than it must have."""
        segments = zip(self.problem.segments, self._in_segment, strict=True)
        few = any(segment.kind is Kind.AT_LEAST and count < segment.seats for segment, count in segments)
        low = any(count < least for count, least in zip(self.in_area[:-1], self.problem.floor_least, strict=True))
        return not few and not low and self._taken.issuperset(np.flatnonzero(self.problem.pinned).tolist())

    def _may_enter(self, offer: int, inside: tuple[int, ...]) -> bool:
        """Tell whether a segment is full, or the last seats are kept for others. Kept seats of two are not shared."""
        segments, count = self.problem.segments, self._in_segment
        if any(segments[one].kind is Kind.AT_MOST and count[one] >= segments[one].seats for one in inside):
            return False
        others = (one for one in self._keeping.get(offer, ()) if one not in inside)
        return bool(self.left[offer] > sum(max(segments[one].seats - count[one], 0) for one in others))

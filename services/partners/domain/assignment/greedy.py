"""The list that a careful person would go down: best points first, a seat to whomever it may still be given."""

from dataclasses import dataclass

import numpy as np

from services.partners.domain.assignment.instance import Kind, Whole
from services.partners.domain.assignment.problem import Problem

PORTION = 1 << 16


@dataclass(frozen=True, eq=False)
class List:
    """``pairs`` in the order of the list, and their ``points``."""

    pairs: Whole
    points: int


def go_down(problem: Problem) -> List:
    """Give seats by points, pinned pairs first. Seats that a segment must have are kept for its members.

    The list looks at no floor: what it gives away early is gone.
    """
    seats = _Seats(problem)
    ranks = np.where(problem.pinned, np.iinfo(np.int64).min, -problem.worth)
    order = np.argsort(ranks, kind="stable")
    for start in range(0, len(order), PORTION):
        portion = order[start : start + PORTION]
        hopeful = (seats.left[problem.offer[portion]] > 0) & (seats.room[problem.ikm[portion]] > 0)
        for pair in portion[hopeful].tolist():
            seats.offer_to(pair)
        if not seats.left.any():
            break
    return List(np.array(seats.given, np.int64), seats.points)


class _Seats:
    def __init__(self, problem: Problem) -> None:
        self.problem, self.left, self.room = problem, problem.free.copy(), problem.room.copy()
        self.given: list[int] = []
        self.points = 0
        self._had: dict[int, int] = {}
        self._clashing: set[int] = set()
        self._in_segment = [0] * len(problem.segments)
        self._of_offer: dict[int, list[int]] = {}
        for number, segment in enumerate(problem.segments):
            self._of_offer.setdefault(segment.offer, []).append(number)
        self._rules: dict[int, list[int]] = {}
        for pair, rule in zip(problem.clashes.pair.tolist(), problem.clashes.rule.tolist(), strict=True):
            self._rules.setdefault(pair, []).append(rule)

    def offer_to(self, pair: int) -> None:
        problem = self.problem
        ikm, offer, place = int(problem.ikm[pair]), int(problem.offer[pair]), int(problem.places.of_pair[pair])
        worth = int(problem.worth[pair]) - problem.step * self._had.get(ikm, 0)
        pinned, rules, inside = bool(problem.pinned[pair]), self._rules.get(pair, []), problem.places.segments[place]
        if self.left[offer] <= 0 or self.room[ikm] <= 0 or (worth < 0 and not pinned):
            return
        if self._clashing.intersection(rules) or not self._may_enter(offer, inside):
            return
        self.left[offer] -= 1
        self.room[ikm] -= 1
        self.points += worth
        self.given.append(pair)
        self._had[ikm] = self._had.get(ikm, 0) + 1
        self._clashing.update(rules)
        for segment in inside:
            self._in_segment[segment] += 1

    def _may_enter(self, offer: int, inside: tuple[int, ...]) -> bool:
        """Tell whether a segment is full, or the last seats are kept for others. Kept seats of two are not shared."""
        segments, kept = self.problem.segments, 0
        for number in self._of_offer.get(offer, ()):
            segment, members = segments[number], self._in_segment[number]
            if segment.kind is Kind.AT_MOST:
                if number in inside and members >= segment.seats:
                    return False
            elif number not in inside:
                kept += max(segment.seats - members, 0)
        return bool(self.left[offer] > kept)

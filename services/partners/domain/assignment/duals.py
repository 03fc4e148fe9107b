"""What a unit of each condition is worth, in whole numbers, and the value of every pair beyond what it costs."""

from dataclasses import dataclass

import numpy as np

from services.partners.domain.assignment.instance import Whole
from services.partners.domain.assignment.problem import Problem

FINE = 5040
"""Where the conditions are not nested prices are fractions; they are counted in parts of a point of this size."""


@dataclass(frozen=True, eq=False)
class Duals:
    """Prices of every condition, in parts of a point, ``scale`` of them to one.

    ``clash``: of an IKM and a group of offers that all clash; those that cost nothing are left out.
    """

    scale: int
    ikm: Whole
    offer: Whole
    segment: Whole
    floor: Whole
    clash: Whole
    clash_ikm: Whole
    clash_group: Whole

    def of_places(self, problem: Problem) -> Whole:
        """Return what a seat at each place costs."""
        segments = [int(self.segment[list(inside)].sum()) for inside in problem.places.segments]
        return self.offer[problem.places.offer] + np.array(segments, np.int64)

    def reduced(self, problem: Problem) -> Whole:
        """Return for each pair what it is worth beyond all it costs, in parts of a point."""
        person, place = self.ikm + np.append(self.floor, 0)[problem.floor_of], self.of_places(problem)
        left = np.empty_like(problem.worth)
        for here in problem.portions():
            left[here] = problem.worth[here] * self.scale - person[problem.ikm[here]]
            left[here] -= place[problem.places.of_pair[here]]
        self._charge_clashes(problem, left)
        return left

    def _charge_clashes(self, problem: Problem, left: Whole) -> None:
        first = problem.start[self.clash_ikm]
        counts = problem.start[self.clash_ikm + 1] - first
        rule = np.repeat(np.arange(len(counts)), counts)
        pair = first[rule] + np.arange(len(rule)) - np.repeat(np.cumsum(counts) - counts, counts)
        inside = problem.clashes.table[self.clash_group[rule], problem.offer[pair]]
        np.subtract.at(left, pair[inside], self.clash[rule[inside]])

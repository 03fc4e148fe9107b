"""What a unit of each condition is worth, in whole numbers, and the value of every pair beyond what it costs."""

from dataclasses import dataclass

import numpy as np

from services.partners.domain.assignment.instance import Whole
from services.partners.domain.assignment.problem import Problem

FINE = 5040
"""Where the conditions are not nested prices are fractions; they are counted in parts of a point of this size."""


@dataclass(frozen=True, eq=False)
class Duals:
    """Prices of every condition, in parts of a point, ``scale`` of them to one."""

    scale: int
    ikm: Whole
    offer: Whole
    segment: Whole
    floor: Whole
    clash: Whole

    def of_places(self, problem: Problem) -> Whole:
        """Return what a seat at each place costs."""
        segments = [int(self.segment[list(inside)].sum()) for inside in problem.places.segments]
        return self.offer[problem.places.offer] + np.array(segments, np.int64)

    def reduced(self, problem: Problem) -> Whole:
        """Return for each pair what it is worth beyond all it costs, in parts of a point."""
        person = self.ikm + np.append(self.floor, 0)[problem.floor_of]
        left = problem.worth * self.scale
        left -= person[problem.ikm]
        left -= self.of_places(problem)[problem.places.of_pair]
        np.subtract.at(left, problem.clashes.pair, self.clash[problem.clashes.rule])
        return left


def no_prices(problem: Problem) -> Duals:
    """Return prices of nothing."""
    return Duals(
        1, np.zeros(problem.people, np.int64), np.zeros(problem.offers, np.int64),
        np.zeros(len(problem.segments), np.int64), np.zeros(len(problem.floor_least), np.int64),
        np.zeros(len(problem.clashes.ikm), np.int64),
    )  # fmt: skip

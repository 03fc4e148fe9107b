"""The best set of pairs: one goal after the other, each among what is best for those before."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from services.partners.domain.assignment.duals import Duals
from services.partners.domain.assignment.effort import Effort
from services.partners.domain.assignment.face import go_along
from services.partners.domain.assignment.greedy import List
from services.partners.domain.assignment.instance import Whole
from services.partners.domain.assignment.problem import Problem
from services.partners.domain.assignment.programme import Programme
from services.partners.domain.assignment.sifting import Progress, sift, start_with
from services.partners.domain.assignment.whole_seats import NEARLY, Impossible, Search

FLOW, LINEAR, INTEGER = "flow", "linear", "integer"


@dataclass(frozen=True, eq=False)
class Optimum:
    """``pairs`` taken; their ``points``, and the ``bound`` that no plan exceeds; ``way``: how they were found.

    ``duals`` are the prices with broken seats allowed. ``settled``: all further goals were reached too.
    """

    pairs: Whole
    points: int
    bound: int
    way: str
    duals: Duals
    settled: bool


def find_optimum(problem: Problem, listed: List, effort: Effort, progress: Progress, harder: int = 1) -> Optimum:
    """Return the optimum; raises Impossible, or OutOfTime where no plan at all was found.

    ``effort``: what searches in whole seats may use. ``harder``: how many times the usual a
    condition's missing seat costs.
    """
    programme = Programme(problem, harder * penalty(problem), partial(progress, "solving", 0))
    start_with(programme, listed)
    answer, duals, left = sift(programme, progress)
    if not answer.feasible or programme.missing(answer):
        raise Impossible
    as_good = np.flatnonzero(left >= 0 if problem.nested else left > -duals.scale * NEARLY)
    reached, points = go_along(programme, answer, as_good, effort, progress), round(answer.objective)
    if reached is not None:
        way = FLOW if problem.nested else LINEAR
        return Optimum(reached.pairs, points, points, way, duals, reached.settled)
    found = Search(programme, answer, left, duals.scale, effort, progress).run(listed)
    return Optimum(found.pairs, found.points, found.bound, INTEGER, duals, found.settled)


def penalty(problem: Problem) -> int:
    """Return more points than a missing seat could ever bring, moves of all others included."""
    conditions = problem.offers + len(problem.segments) + len(problem.floor_least) + 2
    dearest = int(np.abs(problem.worth).max(initial=0)) + problem.step * int(problem.room.max(initial=0)) + 1
    return dearest * conditions

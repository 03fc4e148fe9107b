"""The best set of pairs: one goal after the other, each among what is best for those before."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from services.partners.domain.assignment import goals
from services.partners.domain.assignment.duals import Duals
from services.partners.domain.assignment.greedy import List
from services.partners.domain.assignment.highs import Answer
from services.partners.domain.assignment.instance import Whole
from services.partners.domain.assignment.problem import Problem
from services.partners.domain.assignment.programme import NOTHING, Programme, is_whole
from services.partners.domain.assignment.refusals import Unsolvable
from services.partners.domain.assignment.sifting import Progress, sift, start_with

FLOW, LINEAR, INTEGER = "flow", "linear", "integer"
NEARLY = 0.01
"""Points by which a price that is a fraction may be rounded."""


class Impossible(Unsolvable):
    """Some conditions cannot hold together; which ones is not known here."""


class OutOfTime(Unsolvable):
    """The time ran out before any plan was found that keeps all conditions."""


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


def find_optimum(problem: Problem, listed: List, seconds: float, progress: Progress, harder: int = 1) -> Optimum:
    """Return the optimum; raises Impossible, or OutOfTime where no plan at all was found in ``seconds``.

    ``harder``: how many times the usual a condition's missing seat costs.
    """
    programme = Programme(problem, harder * penalty(problem), partial(progress, "solving", 0))
    start_with(programme, listed)
    answer, duals, left = sift(programme, progress)
    if not answer.feasible:
        raise Impossible
    whole, broken = is_whole(answer), answer.objective
    bound = int(np.floor(broken + NOTHING))
    if not whole:
        answer = _search_whole(programme, answer, left, duals.scale, seconds)
        bound = int(np.floor(min(answer.bound, broken) + NOTHING))
    if programme.missing(answer):
        raise Impossible if answer.proven else OutOfTime
    if whole:
        programme.fix_face(answer)
        programme.add(np.flatnonzero(left >= 0 if problem.nested else left > -duals.scale * NEARLY))
    else:
        programme.hold(goals.points(programme), answer)
    programme.forbid_missing()
    points = round(answer.objective)
    way = INTEGER if not whole else FLOW if problem.nested else LINEAR
    answer, settled = _go_on(programme, answer, whole, seconds, progress)
    return Optimum(programme.taken(answer), points, bound, way, duals, settled)


def penalty(problem: Problem) -> int:
    """Return more points than a missing seat could ever bring, moves of all others included."""
    conditions = problem.offers + len(problem.segments) + len(problem.floor_least) + 2
    dearest = int(np.abs(problem.worth).max(initial=0)) + problem.step * int(problem.room.max(initial=0)) + 1
    return dearest * conditions


def _search_whole(programme: Programme, broken: Answer, left: Whole, scale: int, seconds: float) -> Answer:
    """Search whole seats: first among the pairs at hand, then among all that could be in a better plan."""
    answer = programme.solve_whole(seconds)
    if not answer.feasible and not answer.proven:
        raise OutOfTime
    shortfall = broken.objective - answer.objective if answer.feasible else np.inf
    more = np.flatnonzero((left >= -shortfall * scale - 1) & (programme.column_of < 0))
    if len(more):
        programme.add(more)
        answer = programme.solve_whole(seconds)
    if not answer.feasible:
        raise Impossible if answer.proven else OutOfTime
    return answer


def _go_on(
    programme: Programme, answer: Answer, whole: bool, seconds: float, progress: Progress
) -> tuple[Answer, bool]:
    """Reach the further goals; False where the time ran out before all were."""
    if not answer.proven:
        return answer, False
    for number, goal in enumerate(goals.IN_ORDER[1:], start=2):
        progress("goal", number)
        profit = goal(programme)
        programme.highs.set_profits(profit)
        if not programme.problem.nested:
            # Little is left to decide: without what is fixed that is found in a fiftieth of the time.
            programme.highs.begin_anew()
        found = programme.solve() if whole else None
        if found is not None and is_whole(found):
            programme.fix_face(found)
            answer = found
            continue
        whole, found = False, programme.solve_whole(seconds)
        answer = found if found.feasible else answer
        if not found.proven:
            return answer, False
        programme.hold(profit, found)
    return answer, True

"""The optimum over all pairs, by solving over few: a pair that would gain by coming in comes in, until none would."""

from collections.abc import Callable

import numpy as np

from services.partners.domain.assignment.duals import Duals
from services.partners.domain.assignment.greedy import List
from services.partners.domain.assignment.highs import Answer
from services.partners.domain.assignment.instance import Whole
from services.partners.domain.assignment.problem import Problem
from services.partners.domain.assignment.programme import Programme

NEAR = 6
"""Points by which a pair may lie below its seat's price in the list, or below the best of its IKM, and still be among
the first to be looked at: whoever just missed a seat makes the prices nearly right at once."""

Progress = Callable[[str, int], None]


def start_with(programme: Programme, listed: List) -> None:
    """Let those pairs in that the greedy list makes likely, and all that are pinned."""
    problem = programme.problem
    price = _prices_of_list(problem, listed)
    left = problem.worth - price[problem.offer]
    likely = (left >= _best_of_each(problem, left) - NEAR) & (left >= -NEAR) | problem.pinned
    likely[listed.pairs] = True
    programme.add(np.flatnonzero(likely))


def sift(programme: Programme, progress: Progress) -> tuple[Answer, Duals, Whole]:
    """Return the optimum with broken seats allowed, its prices, and what each pair is worth beyond them.

    All pairs are looked at before the end; none of those left out is worth more than it costs.
    """
    while True:
        answer = programme.solve()
        duals = programme.duals(answer)
        left = duals.reduced(programme.problem)
        if not answer.feasible:
            return answer, duals, left
        gaining = np.flatnonzero(left > 0)
        gaining = gaining[programme.column_of[gaining] < 0]
        progress("pairs", len(gaining))
        if not len(gaining):
            return answer, duals, left
        programme.add(_nearly_best(gaining, left[gaining], programme.problem, NEAR * duals.scale))


def _nearly_best(pairs: Whole, left: Whole, problem: Problem, near: int) -> Whole:
    """Return those of the pairs whose value is near the best that their IKM has among them."""
    ikm = problem.ikm[pairs]
    first = np.flatnonzero(np.diff(ikm, prepend=-1))
    best = np.maximum.reduceat(left, first)
    return pairs[left >= np.repeat(best, np.diff(first, append=len(pairs))) - near]


def _prices_of_list(problem: Problem, listed: List) -> Whole:
    """Return the points of the last seat of each offer that the list fills, 0 for the others."""
    offers = problem.offer[listed.pairs]
    last = np.full(problem.offers, np.iinfo(np.int64).max)
    np.minimum.at(last, offers, problem.worth[listed.pairs])
    price: Whole = np.where(np.bincount(offers, minlength=problem.offers) >= problem.free, last, 0)
    return np.where(problem.free > 0, price, np.int64(0))


def _best_of_each(problem: Problem, left: Whole) -> Whole:
    """Return for each pair the best value of its IKM."""
    has_pairs = np.flatnonzero(np.diff(problem.start) > 0)
    if not len(has_pairs):
        return left
    best = np.maximum.reduceat(left, problem.start[has_pairs])
    return np.repeat(best, np.diff(problem.start)[has_pairs])

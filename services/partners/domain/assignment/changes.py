"""The same problem with one change: a seat more, a seat less, or an IKM put where it has no seat."""

from dataclasses import dataclass
from functools import partial
from math import floor

import numpy as np

from services.partners.domain.assignment.effort import Effort
from services.partners.domain.assignment.highs import Answer
from services.partners.domain.assignment.instance import Flags, Whole
from services.partners.domain.assignment.optimum import Optimum, penalty
from services.partners.domain.assignment.problem import Problem
from services.partners.domain.assignment.programme import Programme, is_whole
from services.partners.domain.assignment.sifting import NEAR, Progress, sift
from services.partners.domain.assignment.whole_seats import NEARLY, Impossible, Search

CHEAPER = 8
"""How many times less a change costs that breaks no seat than a look of a search in whole seats."""
FURTHEST = 30
"""Points up to which pairs further from the prices are let in; beyond, only those that gain."""
MOST_WHOLE = 20_000
"""Columns of a programme that is searched in whole seats for one change; of a larger one a look takes many seconds."""


@dataclass(frozen=True, eq=False)
class Changed:
    """``bound``: what no plan exceeds after the change, None where there is none. ``exact``: a plan reaches it.

    ``seats``: of each IKM in that plan. ``gone`` and ``new``: pairs that it has no more, or newly.
    """

    bound: int | None
    exact: bool
    seats: Whole
    gone: Whole
    new: Whole


class Changes:
    """Solves a problem again and again, each time with one change and from where the solve before stopped.

    Only pairs near the prices take part. A plan with any other pair has fewer points than the prices promise, by more
    than the ``reach``: whatever comes within the reach of that promise is the best over all pairs.
    """

    def __init__(self, problem: Problem, optimum: Optimum, left: Whole, spare: int, effort: Effort,
                 progress: Progress) -> None:  # fmt: skip
        """``left``: what each pair is worth beyond its prices; ``spare``: by how much these exceed the points."""
        self.problem, self.optimum, self._left, self._effort = problem, optimum, left, effort
        self._promise = optimum.points + spare / optimum.duals.scale
        self._progress = partial(progress, "prices")
        self._programme = Programme(problem, penalty(problem), partial(self._progress, 0))
        self._programme.add(np.flatnonzero(problem.pinned))
        self._programme.add(optimum.pairs)
        self._given_up = self._exact = 0
        self._found: dict[tuple[int, ...], Changed] = {}
        self._widen(float(NEAR))

    @property
    def may_go_on(self) -> bool:
        """Tell whether effort for one more change is left, and most changes so far could be said exactly."""
        return self._effort.is_left and self._given_up <= self._exact

    def with_seats(self, offer: int, more: int, inside: tuple[int, ...] = (), floor: int = -1) -> Changed:
        """Return what is best where an offer has so many seats ``more``.

        A seat less is one taken by somebody who counts for the segments ``inside`` and the floor, and brings nothing.
        """
        offers, segments, duals = self.problem.offers, len(self.problem.segments), self.optimum.duals
        rows = np.array([offer, *(offers + one for one in inside), *([offers + segments + floor] * (floor >= 0))])
        key = more, *rows.tolist()
        if key not in self._found:
            self._programme.shift(rows, more)
            price = int(np.concatenate([duals.offer, duals.segment, duals.floor])[rows].sum())
            self._found[key] = self._solved(self._promise + more * price / duals.scale)
            self._programme.shift(rows, -more)
        return self._found[key]

    def with_pair(self, pair: int) -> Changed:
        """Return what is best where this pair must be taken."""
        self._programme.lay_down(pair, 1)
        found = self._solved(self._promise + min(int(self._left[pair]), 0) / self.optimum.duals.scale)
        self._programme.lay_down(pair, 0)
        return found

    def _solved(self, promise: float) -> Changed:
        programme, answer = self._programme, self._best(promise)
        self._effort.spend(len(programme.kind) // CHEAPER + 1, 1)
        if not answer.feasible or programme.missing(answer):
            return self._changed(None, None)
        if is_whole(answer):
            self._exact += 1
            return self._changed(round(answer.objective), programme.taken(answer))
        if len(programme.kind) > MOST_WHOLE:
            self._given_up += 1
            return self._changed(floor(answer.objective + NEARLY), None)
        duals = programme.duals(answer)
        left = duals.reduced(self.problem)
        try:
            best, bound = Search(programme, answer, left, duals.scale, self._effort, self._say).most_points(-np.inf)
        except Impossible:
            return self._changed(None, None)
        finally:
            programme.release()
        reached = best is not None and round(best.objective) == bound
        return self._changed(bound, programme.taken(best) if best is not None and reached else None)

    def _best(self, promise: float) -> Answer:
        """Return the best with broken seats allowed, over all pairs."""
        while True:
            answer = self._programme.solve()
            short = promise - answer.objective
            if not answer.feasible or short <= self._reach:
                return answer
            if short > FURTHEST:
                return sift(self._programme, self._say)[0]
            self._widen(short)

    def _widen(self, reach: float) -> None:
        self._reach = reach
        self._programme.add(np.flatnonzero(self._left > -(reach + NEARLY) * self.optimum.duals.scale))

    def _say(self, _step: str, count: int) -> None:
        self._progress(count)

    def _changed(self, bound: int | None, pairs: Whole | None) -> Changed:
        before = self.optimum.pairs
        after = before if pairs is None else pairs
        seats = np.bincount(self.problem.ikm[after], minlength=self.problem.people)
        gone, new = (np.setdiff1d(*both, assume_unique=True) for both in ((before, after), (after, before)))
        return Changed(bound, bound is None or pairs is not None, seats, gone, new)


def without_seat(problem: Problem, taken: Whole) -> Flags:
    """Tell which IKM got no seat though they could have one more in the year and some offer takes them."""
    outside = problem.room > 0
    outside[problem.ikm[taken]] = False
    return outside

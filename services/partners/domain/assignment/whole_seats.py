"""A search for whole seats, where the prices of broken ones are not reached: near those prices first, then further."""

from dataclasses import dataclass

import numpy as np

from services.partners.domain.assignment import goals
from services.partners.domain.assignment.effort import Effort
from services.partners.domain.assignment.greedy import List
from services.partners.domain.assignment.highs import Answer
from services.partners.domain.assignment.instance import Whole
from services.partners.domain.assignment.programme import NOTHING, Programme
from services.partners.domain.assignment.refusals import Unsolvable
from services.partners.domain.assignment.sifting import Progress

NEARLY = 0.01
"""Points by which a price that is a fraction may be rounded."""
REACHES = (3.0, 30.0)
"""Points by which a plan may fall short of broken seats at the first looks; after these it may by any number."""
MOST_COLUMNS = 50_000
"""Columns up to which it is looked further from the prices than plans of as many points lie."""


class Impossible(Unsolvable):
    """Some conditions cannot hold together; which ones is not known here."""


class OutOfTime(Unsolvable):
    """The search was given up before any plan was found that keeps all conditions."""


@dataclass(frozen=True, eq=False)
class Searched:
    """``pairs`` and their ``points``; no plan has more than ``bound``. ``settled``: all further goals were reached."""

    pairs: Whole
    points: int
    bound: int
    settled: bool


@dataclass
class Search:
    """``broken``: the answer with broken seats; ``left``: what each pair is worth beyond its prices, in ``scale``."""

    programme: Programme
    broken: Answer
    left: Whole
    scale: int
    effort: Effort
    progress: Progress

    def run(self, listed: List) -> Searched:
        """Return the best plan in whole seats; raises Impossible, or OutOfTime where none was found."""
        best, bound = self.most_points(listed.points if listed.complete else -np.inf)
        if best is None and not listed.complete:
            raise OutOfTime
        if best is None:
            return Searched(np.sort(listed.pairs), listed.points, bound, settled=False)
        points = round(best.objective)
        if points < bound:
            return Searched(self.programme.taken(best), points, bound, settled=False)
        return self._go_on(best, points)

    def most_points(self, known: float) -> tuple[Answer | None, int]:
        """Return the best answer in whole seats, if one was found, and what none exceeds; raises Impossible.

        Mend what is broken, then look further and further from the prices, until nothing beyond can be better or a
        look is given up. ``known``: points of a plan that is there already.

        A plan in which anything lies further than the reach falls short of broken seats by more than the reach.
        """
        bound, further, reach = self.broken.objective, list(REACHES), 0.0
        mended = self._look(REACHES[-1], mending=True)
        best = mended if mended.feasible else None
        most = max(known, best.objective if best else -np.inf)
        while True:
            found = self._look(reach)
            if found.feasible and (best is None or found.objective >= best.objective):
                best, most = found, max(most, found.objective)
            inside = found.bound if found.feasible or not found.proven else -np.inf
            bound = min(bound, max(inside, self.broken.objective - reach))
            # Of what was mended the further goals are not looked for: plans as good may lie beyond the reach.
            if found.feasible and round(found.objective) >= np.floor(bound + NOTHING):
                return found, round(found.objective)
            if not found.proven or len(self.programme.kind) > MOST_COLUMNS:
                return best, int(np.floor(bound + NOTHING))
            if reach == np.inf:
                raise Impossible
            short = self.broken.objective - most
            reach = min(short, further.pop(0) if further else np.inf) if reach < short else np.inf

    def _look(self, reach: float, *, mending: bool = False) -> Answer:
        """Search among what lies so near to the prices; ``mending`` keeps the seats that are whole."""
        programme = self.programme
        programme.release()
        programme.forbid_missing()
        programme.hold_within(reach, self.broken)
        if not reach:
            programme.fix_face(self.broken)
        if mending:
            programme.keep_whole_seats(self.broken)
        else:
            programme.add(np.flatnonzero(self.left > -(reach + NEARLY) * self.scale))
        programme.highs.set_profits(goals.points(programme))
        return programme.solve_whole(self.effort)

    def _go_on(self, best: Answer, points: int) -> Searched:
        """Reach the further goals, each among the plans that are as good for those before."""
        if points < self.broken.objective - NOTHING:
            self.programme.hold(goals.points(self.programme), points)
        else:
            self.programme.fix_face(self.broken)
        for number, goal in enumerate(goals.IN_ORDER[1:], start=2):
            self.progress("goal", number)
            profit = goal(self.programme)
            self.programme.highs.set_profits(profit)
            found = self.programme.solve_whole(self.effort)
            if found.feasible and found.objective >= profit @ best.values:
                best = found
            if not (found.feasible and found.proven):
                return Searched(self.programme.taken(best), points, points, settled=False)
            self.programme.hold(profit, round(found.objective))
        return Searched(self.programme.taken(best), points, points, settled=True)

"""What the IKM without a seat lack, pair by pair: at least so much at first, exactly once it was looked at."""

import numpy as np

from services.partners.domain.assignment.changes import Changed, Changes, without_seat
from services.partners.domain.assignment.instance import Flags, Whole
from services.partners.domain.assignment.optimum import Optimum
from services.partners.domain.assignment.paths import FAR
from services.partners.domain.assignment.problem import Problem


class Lacks:
    """One entry a pair of an IKM without a seat: ``lack`` in points, FAR where no points help; whether that is
    ``certain``; and the ``loser``, whose seat it would be, -1 for nobody's or where it is not known.
    """

    def __init__(self, problem: Problem, optimum: Optimum, left: Whole, spare: int) -> None:
        """``left``: what each pair is worth beyond its prices; ``spare``: by how much these exceed the points."""
        self.problem, self.optimum = problem, optimum
        self.pairs = np.flatnonzero(without_seat(problem, optimum.pairs)[problem.ikm])
        self.lack: Whole = np.maximum(-((left[self.pairs] + spare) // optimum.duals.scale), 0)
        self.certain = np.zeros(len(self.pairs), dtype=bool)
        self.loser = np.full(len(self.pairs), -1, dtype=np.int64)

    def look_at_places(self, changes: Changes) -> None:
        """Look at each place once: what it costs to give a seat there to somebody who brings nothing.

        That is what every IKM there must bring, unless the plan with the change seats it already. Places where most
        IKM lack least come first.
        """
        problem, floors = self.problem, len(self.problem.floor_least) + 1
        key = problem.places.of_pair[self.pairs] * floors + problem.floor_of[problem.ikm[self.pairs]] + 1
        order = np.argsort(key, kind="stable")
        keys, start, size = np.unique(key[order], return_index=True, return_counts=True)
        wanted = np.bincount(np.searchsorted(keys, key[self._first()]), minlength=len(keys))
        for number in np.argsort(-wanted, kind="stable").tolist():
            if not changes.may_go_on:
                return
            place, floor = divmod(int(keys[number]), floors)
            offer, inside = int(problem.places.offer[place]), problem.places.segments[place]
            changed = changes.with_seats(offer, -1, inside, floor - 1)
            here = order[start[number] : start[number] + size[number]]
            pairs = self.pairs[here]
            self._note(here, changed, problem.worth[pairs], changed.seats[problem.ikm[pairs]] == 0)

    def look_at_pairs(self, changes: Changes) -> None:
        """Look at single pairs, from the least lack up, of each IKM of which it is not certain yet."""
        first = self._first()
        ikm = self.problem.ikm[self.pairs]
        for one in ikm[first[~self.certain[first]]].tolist():
            here = np.arange(*np.searchsorted(ikm, [one, one + 1]))
            while changes.may_go_on and not self._is_settled(here, changes):
                pass

    def _is_settled(self, here: Whole, changes: Changes) -> bool:
        """Look at the pair of the least lack; tell whether nothing is left to look at, or a look was given up."""
        at = here[np.lexsort((~self.certain[here], self.lack[here]))[:1]]
        if self.certain[at[0]]:
            return True
        self._note(at, changes.with_pair(int(self.pairs[at[0]])), np.zeros(1, np.int64), np.array([True]))
        return not self.certain[at[0]]

    def least(self) -> tuple[Whole, Flags, Whole, Whole]:
        """Return for each IKM what it lacks where it lacks least, whether exactly, that offer, and the loser there."""
        problem = self.problem
        missing, nearest, taken_by = (np.full(problem.people, -1, dtype=np.int64) for _ in range(3))
        exact = np.ones(problem.people, dtype=bool)
        ikm = problem.ikm[self.pairs]
        first = self._first()
        exact[ikm[first]] = self.certain[first]
        first = first[self.lack[first] < FAR]
        missing[ikm[first]], taken_by[ikm[first]] = self.lack[first], self.loser[first]
        nearest[ikm[first]] = problem.offer[self.pairs[first]]
        return missing, exact, nearest, taken_by

    def _first(self) -> Whole:
        """Return for each IKM the pair where it lacks least, of several a certain one, then the first by precedence."""
        ikm = self.problem.ikm[self.pairs]
        order = np.lexsort((self.problem.offer[self.pairs], ~self.certain, self.lack, ikm))
        first: Whole = order[np.flatnonzero(np.diff(ikm[order], prepend=-1))]
        return first

    def _note(self, here: Whole, changed: Changed, worth: Whole, sure: Flags) -> None:
        if changed.bound is None:
            self.lack[here], self.certain[here] = FAR, True
            return
        self.lack[here] = np.maximum(self.lack[here], self.optimum.points - changed.bound - worth)
        self.certain[here] = changed.exact & sure
        self.loser[here] = self._loser(changed, int(self.problem.offer[self.pairs[here[0]]]))

    def _loser(self, changed: Changed, offer: int) -> int:
        """Return an IKM that has fewer seats with the change, best one that had its seat at the offer; -1 for none."""
        problem, gone = self.problem, changed.gone
        before = np.bincount(problem.ikm[self.optimum.pairs], minlength=problem.people)
        gone = gone[changed.seats[problem.ikm[gone]] < before[problem.ikm[gone]]]
        if not len(gone):
            return -1
        return int(problem.ikm[gone[np.lexsort((problem.worth[gone], problem.offer[gone] != offer))[0]]])

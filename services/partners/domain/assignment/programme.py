"""The plan as a linear programme: a column a pair, a row a condition; pairs come in as they are needed."""

from collections.abc import Callable

import numpy as np

from services.partners.domain.assignment.duals import FINE, Duals
from services.partners.domain.assignment.effort import Effort
from services.partners.domain.assignment.highs import NOT_LIMITED, Answer, Columns, Highs, Reals
from services.partners.domain.assignment.instance import Kind, Whole
from services.partners.domain.assignment.problem import Problem

ELASTIC, KEPT, LEVEL, PAIR = range(4)
MANY = 100
"""Columns that share a profit, from which on they are many."""
NOTHING = 1e-6
"""The solver's floats are whole numbers or small fractions; what is nearer to 0 than this is 0."""


def is_whole(answer: Answer) -> bool:
    """Tell whether no seat is broken."""
    return bool(np.all(np.abs(answer.values - np.rint(answer.values)) < NOTHING))


class Programme:
    """Rows: offers, segments, floors; then the IKM and their clashes as their first pair comes in.

    Columns are of a kind: a pair; the n-th seat of an IKM that may get several (``about`` is the IKM, ``level`` n from
    0); a seat kept empty; a seat that is missing to a condition, which costs ``penalty``.
    """

    def __init__(self, problem: Problem, penalty: int, look: Callable[[], None]) -> None:
        """Begin without pairs; ``look`` is called again and again while it is solved, and ends that by raising."""
        self.problem, self.penalty, self.highs = problem, penalty, Highs(look)
        self.kind, self.about, self.level = (np.empty(0, np.int64) for _ in range(3))
        self.column_of = np.full(len(problem.ikm), -1, dtype=np.int64)
        self._row_of_ikm = np.full(problem.people, -1, dtype=np.int64)
        self._rule_key, self._rule_row, self._loose_key, self._loose_column = (np.empty(0, np.int64) for _ in range(4))
        # Of rows, then of columns; what a row is held at, besides what it is.
        self._lower, self._upper, self._least, self._most = (np.empty(0) for _ in range(4))
        self._held_lower, self._held_upper = np.empty(0), np.empty(0)
        self._add_fixed_rows()
        self._add_kept()
        self._add_elastic()

    def add(self, pairs: Whole) -> None:
        """Let these pairs take part; those that do already are passed over."""
        pairs = pairs[self.column_of[pairs] < 0]
        if not len(pairs):
            return
        self._meet(np.unique(self.problem.ikm[pairs]))
        pinned = self.problem.pinned[pairs].astype(float)
        place, key = self.problem.clashes.keys_of(self.problem.ikm[pairs], self.problem.offer[pairs])
        row = self._rows_of_rules(key)
        entries = self._entries(pairs, place[row >= 0], row[row >= 0])
        self.column_of[pairs] = self._add(PAIR, pairs, self.problem.worth[pairs], pinned, np.ones(len(pairs)), entries)
        self._add_rules(key[row < 0], self.column_of[pairs[place[row < 0]]])

    def solve(self) -> Answer:
        """Solve with broken seats allowed."""
        return self.highs.solve()

    def solve_along(self, profit: Reals) -> Answer:
        """Solve for another profit with broken seats allowed, among what is held."""
        self.highs.set_profits(profit)
        return self.highs.solve_anew(many_alike=len(np.unique(profit)) * MANY < len(profit))

    def solve_whole(self, effort: Effort) -> Answer:
        """Solve in whole seats."""
        return self.highs.solve_whole(effort)

    def hold(self, profit: Reals, least: int) -> None:
        """From now on accept only what brings at least so much of this profit; no more pairs come in."""
        columns = np.flatnonzero(profit)
        self.highs.add_row(least, columns, profit[columns])

    def duals(self, answer: Answer) -> Duals:
        """Return the prices of an answer; those with a sign that no bound stands for are 0."""
        scale = 1 if self.problem.nested else FINE
        price = np.rint(answer.duals * scale).astype(np.int64)
        price[(price > 0) & np.isinf(self._upper)] = 0
        price[(price < 0) & np.isinf(self._lower)] = 0
        offers, segments = self.problem.offers, len(self.problem.segments)
        ends = np.cumsum([offers, segments, len(self.problem.floor_least)])
        padded, clash = np.append(price, 0), price[self._rule_row]
        costs = clash != 0
        return Duals(
            scale, padded[self._row_of_ikm], price[: ends[0]], price[ends[0] : ends[1]], price[ends[1] : ends[2]],
            clash[costs], *self.problem.clashes.of_key(self._rule_key[costs]),
        )  # fmt: skip

    def fix_face(self, answer: Answer) -> None:
        """Keep to the solutions that are as good as this one, by what its prices say must stay."""
        self.hold_within(0, answer)
        self._hold_rows(np.flatnonzero(answer.duals > NOTHING), self._held_upper)
        self._hold_rows(np.flatnonzero(answer.duals < -NOTHING), self._held_lower)

    def hold_within(self, reach: float, answer: Answer) -> None:
        """Keep to the solutions that may lack so much to this one, by what its prices say must stay."""
        held = np.flatnonzero(np.abs(answer.reduced) > reach + NOTHING)
        values = np.rint(answer.values[held])
        self.highs.set_columns(held, values, values)

    def shift(self, rows: Whole, by: int) -> None:
        """Let each of these conditions have so many seats more from now on."""
        self._lower[rows] += by
        self._upper[rows] += by
        self.highs.set_rows(rows, self._lower[rows], self._upper[rows])

    def lay_down(self, pair: int, least: int) -> None:
        """Ask for this pair as for a pinned one (1), or no more (0)."""
        self.add(np.array([pair]))
        column = self.column_of[[pair]]
        self._least[column] = least
        self.highs.set_columns(column, self._least[column], self._most[column])

    def keep_whole_seats(self, answer: Answer) -> None:
        """From now on leave every seat that is given and not broken where it is."""
        kept = np.flatnonzero((self.kind == PAIR)[: len(answer.values)] & (answer.values > 1 - NOTHING))
        self.highs.set_columns(kept, np.ones(len(kept)), np.ones(len(kept)))

    def release(self) -> None:
        """Hold nothing any more."""
        self.highs.set_columns(np.arange(len(self.kind)), self._least, self._most)
        self.highs.set_rows(np.arange(len(self._lower)), self._lower, self._upper)
        self._held_lower, self._held_upper = self._lower.copy(), self._upper.copy()

    def forbid_missing(self) -> None:
        """From now on no condition may be missed."""
        missing = np.flatnonzero(self.kind == ELASTIC)
        self.highs.set_columns(missing, np.zeros(len(missing)), np.zeros(len(missing)))

    def missing(self, answer: Answer) -> bool:
        """Tell whether a condition is missed."""
        return bool((answer.values[self.kind == ELASTIC] > NOTHING).any())

    def taken(self, answer: Answer) -> Whole:
        """Return the pairs that are taken; of those that came in since the answer none is."""
        there = len(answer.values)
        chosen: Whole = np.sort(self.about[:there][(self.kind[:there] == PAIR) & (answer.values > 0.5)])
        return chosen

    def _hold_rows(self, rows: Whole, at: Reals) -> None:
        self.highs.set_rows(rows, at[rows], at[rows])
        self._held_lower[rows] = self._held_upper[rows] = at[rows]

    def _add_rows(self, lower: Reals, upper: Reals, start: Whole | None = None, column: Whole | None = None) -> Whole:
        self._lower, self._upper = np.append(self._lower, lower), np.append(self._upper, upper)
        self._held_lower, self._held_upper = np.append(self._held_lower, lower), np.append(self._held_upper, upper)
        return self.highs.add_rows(lower, upper, start, column)

    def _add_fixed_rows(self) -> None:
        free = self.problem.free.astype(float)
        self._add_rows(np.full(len(free), -NOT_LIMITED), free)
        seats = np.array([float(segment.seats) for segment in self.problem.segments])
        limit = np.array([segment.kind is Kind.AT_MOST for segment in self.problem.segments], dtype=bool)
        self._add_rows(np.where(limit, -NOT_LIMITED, seats), np.where(limit, seats, NOT_LIMITED))
        least = self.problem.floor_least.astype(float)
        self._add_rows(least, np.full(len(least), NOT_LIMITED))

    def _add_kept(self) -> None:
        places = self.problem.places
        rows = [[offer, *(self.problem.offers + s for s in inside)]
                for offer, inside in zip(places.kept_offer.tolist(), places.kept_segments, strict=True)]  # fmt: skip
        count = len(rows)
        number = np.repeat(np.arange(count), [len(row) for row in rows])
        entries = number, np.array([one for row in rows for one in row], np.int64), np.ones(len(number))
        free = self.problem.free[places.kept_offer].astype(float)
        self._add(KEPT, np.arange(count), np.zeros(count), np.zeros(count), free, entries)

    def _add_elastic(self) -> None:
        kinds = [segment.kind is Kind.AT_LEAST for segment in self.problem.segments]
        rows = self.problem.offers + np.flatnonzero(
            np.array(kinds + [True] * len(self.problem.floor_least), dtype=bool)
        )
        count = len(rows)
        entries = np.arange(count), rows, np.ones(count)
        penalty, unlimited = np.full(count, -float(self.penalty)), np.full(count, NOT_LIMITED)
        self._add(ELASTIC, rows, penalty, np.zeros(count), unlimited, entries)

    def _meet(self, ikm: Whole) -> None:
        """Add rows and seats in order of IKM that take part for the first time."""
        ikm = ikm[self._row_of_ikm[ikm] < 0]
        room = self.problem.room[ikm].astype(float)
        several = room > 1
        lower, upper = np.where(several, 0.0, -NOT_LIMITED), np.where(several, 0.0, room)
        self._row_of_ikm[ikm] = self._add_rows(lower, upper)
        self._add_levels(ikm[several])

    def _rows_of_rules(self, key: Whole) -> Whole:
        """Return the row of each rule of a clash, -1 for one that has none yet."""
        if not len(self._rule_key):
            return np.full(len(key), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self._rule_key, key), len(self._rule_key) - 1)
        return np.where(self._rule_key[at] == key, self._rule_row[at], -1)

    def _add_rules(self, key: Whole, column: Whole) -> None:
        """Add a row for each rule in which two pairs stand by now: before, it cannot bind."""
        key, column = np.append(self._loose_key, key), np.append(self._loose_column, column)
        order = np.argsort(key, kind="stable")
        key, column = key[order], column[order]
        keys, size = np.unique(key, return_counts=True)
        binds = np.repeat(size > 1, size)
        self._loose_key, self._loose_column = key[~binds], column[~binds]
        keys, size = keys[size > 1], size[size > 1]
        rows = self._add_rows(
            np.full(len(keys), -NOT_LIMITED), np.ones(len(keys)), np.cumsum(size) - size, column[binds]
        )
        keys, rows = np.append(self._rule_key, keys), np.append(self._rule_row, rows)
        order = np.argsort(keys)
        self._rule_key, self._rule_row = keys[order], rows[order]

    def _add_levels(self, ikm: Whole) -> None:
        room = self.problem.room[ikm]
        about = np.repeat(ikm, room)
        level = np.arange(len(about)) - np.repeat(np.cumsum(room) - room, room)
        count = len(about)
        entries = np.arange(count), self._row_of_ikm[about], np.full(count, -1.0)
        profit = -(level * self.problem.step).astype(float)
        self._add(LEVEL, about, profit, np.zeros(count), np.ones(count), entries, level)

    def _entries(self, pairs: Whole, in_rule: Whole, rule: Whole) -> tuple[Whole, Whole, Reals]:
        problem, count = self.problem, np.arange(len(pairs))
        columns = [count, count, in_rule]
        rows = [problem.offer[pairs], self._row_of_ikm[problem.ikm[pairs]], rule]
        floor = problem.floor_of[problem.ikm[pairs]]
        columns.append(count[floor >= 0])
        rows.append(problem.offers + len(problem.segments) + floor[floor >= 0])
        place = problem.places.of_pair[pairs]
        for number in np.unique(place[place >= problem.offers]).tolist():
            here = count[place == number]
            for segment in problem.places.segments[number]:
                columns.append(here)
                rows.append(np.full(len(here), problem.offers + segment))
        column, row = np.concatenate(columns), np.concatenate(rows)
        return column, row, np.ones(len(column))

    def _add(self, kind: int, about: Whole, profit: Whole | Reals, lower: Reals, upper: Reals,
             entries: tuple[Whole, Whole, Reals], level: Whole | None = None) -> Whole:  # fmt: skip
        column, row, value = entries
        order = np.lexsort((row, column))
        start = np.searchsorted(column[order], np.arange(len(about)))
        self._least, self._most = np.append(self._least, lower), np.append(self._most, upper)
        self.kind = np.append(self.kind, np.full(len(about), kind))
        self.about = np.append(self.about, about)
        self.level = np.append(self.level, np.zeros(len(about), np.int64) if level is None else level)
        return self.highs.add_columns(
            Columns(np.asarray(profit, dtype=float), lower, upper, start, row[order], value[order])
        )

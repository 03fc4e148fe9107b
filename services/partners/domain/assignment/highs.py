"""HiGHS, a kept solver of linear and mixed-integer programmes, through arrays and in one thread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.partners.domain.assignment.effort import Effort
from services.partners.domain.assignment.instance import Whole

Reals = NDArray[np.float64]
NOT_LIMITED = float("inf")
NO_LIMIT = 2**31 - 1
STEPS = 300_000
"""Steps of the simplex after which a run that starts from nothing gives up; it counts what it does, never seconds."""


@dataclass(frozen=True, eq=False)
class Columns:
    """Columns to add: profit and bounds of each, and its entries by column (``start`` has one entry a column)."""

    profit: Reals
    lower: Reals
    upper: Reals
    start: Whole
    row: Whole
    value: Reals


@dataclass(frozen=True, eq=False)
class Answer:
    """``values``: one a column. ``duals``: one a row. ``reduced``: profit of a column less what its rows cost.

    ``proven``: nothing is better, or, where it is not ``feasible``, nothing is possible.
    """

    feasible: bool
    proven: bool
    objective: float
    bound: float
    values: Reals
    duals: Reals
    reduced: Reals


@dataclass
class _Watch:
    """``look`` is called again and again while HiGHS runs; what it raises ends the run and is raised after it.

    ``left``: after so many looks a search in whole seats ends. They come at the same places of the same search, so that
    the same facts end it with the same answer on any machine.
    """

    look: Callable[[], None]
    left: float = NOT_LIMITED
    raised: BaseException | None = None


def _tell(_kind: Any, _message: str, _told: Any, answer: Any, watch: _Watch) -> None:
    watch.left -= 1
    try:
        watch.look()
    except BaseException as raised:  # noqa: BLE001 - it goes on its way once HiGHS has returned
        watch.raised = raised
    answer.user_interrupt = watch.raised is not None or watch.left < 0


class Highs:
    """One programme that grows; each run goes on from where the one before stopped.

    ``look`` is called again and again while it runs, and ends a run by raising.
    """

    def __init__(self, look: Callable[[], None]) -> None:
        # Imported here: only the worker that solves needs its 30 MB. The public wrapper prints a banner on stdout as it
        # is made, where the plan belongs.
        from highspy import HighsVarType, ObjSense, _core

        self._whole = HighsVarType.kInteger
        self._model: Any = _core._Highs()
        self._set(output_flag=False, threads=1, random_seed=0, mip_rel_gap=0.0)
        self._model.changeObjectiveSense(ObjSense.kMaximize)
        self._watch = _Watch(look)
        self._model.setCallback(_tell, self._watch)
        told = _core.cb.HighsCallbackType
        for moment in (told.kCallbackSimplexInterrupt, told.kCallbackIpmInterrupt, told.kCallbackMipInterrupt):
            self._model.startCallback(moment)
        self.rows = self.columns = 0

    def _set(self, **options: Any) -> None:
        for option, value in options.items():
            self._model.setOptionValue(option, value)

    def add_rows(self, lower: Reals, upper: Reals, start: Whole | None = None, column: Whole | None = None) -> Whole:
        """Add rows, of the columns from each one's ``start`` on or without any; return their numbers."""
        index = np.empty(0, np.int32) if column is None else column.astype(np.int32)
        begins = np.zeros(len(lower), np.int32) if start is None else start.astype(np.int32)
        self._model.addRows(len(lower), lower, upper, len(index), begins, index, np.ones(len(index)))
        self.rows += len(lower)
        return np.arange(self.rows - len(lower), self.rows)

    def add_row(self, lower: float, column: Whole, value: Reals) -> None:
        """Add a row of which the sum is at least ``lower``."""
        self._model.addRow(lower, NOT_LIMITED, len(column), column.astype(np.int32), value)
        self.rows += 1

    def add_columns(self, new: Columns) -> Whole:
        """Add columns; return their numbers."""
        start, row = new.start.astype(np.int32), new.row.astype(np.int32)
        self._model.addCols(len(new.profit), new.profit, new.lower, new.upper, len(row), start, row, new.value)
        self.columns += len(new.profit)
        return np.arange(self.columns - len(new.profit), self.columns)

    def set_profits(self, profit: Reals) -> None:
        """Say what each column is worth from now on."""
        self._model.changeColsCost(self.columns, np.arange(self.columns, dtype=np.int32), profit)

    def set_columns(self, column: Whole, lower: Reals, upper: Reals) -> None:
        """Say between which bounds these columns may be from now on."""
        self._model.changeColsBounds(len(column), column.astype(np.int32), lower, upper)

    def set_rows(self, row: Whole, lower: Reals, upper: Reals) -> None:
        """Say between which bounds these rows may be from now on."""
        self._model.changeRowsBounds(len(row), row.astype(np.int32), lower, upper)

    def solve_anew(self, *, many_alike: bool) -> Answer:
        """Solve with broken seats allowed, from nothing: what is held by now is taken out first.

        ``many_alike``: columns of the same profit, among which an interior point gets on in few steps and the simplex
        wanders. The answer is not ``proven`` where the end was not reached.
        """
        self._model.clearSolver()
        self._set(solver="ipm" if many_alike else "simplex", simplex_iteration_limit=STEPS)
        self._run()
        self._set(solver="choose", simplex_iteration_limit=NO_LIMIT)
        return self._answer()

    def solve(self) -> Answer:
        """Solve with broken seats allowed."""
        self._run()
        return self._answer()

    def _run(self) -> None:
        self._model.run()
        if self._watch.raised:
            raise self._watch.raised

    def solve_whole(self, effort: Effort) -> Answer:
        """Solve in whole seats, to proven optimality unless that needs more than the ``effort`` that is left."""
        if not self.columns:
            return self._answer()
        kinds = np.full(self.columns, self._whole.value, np.uint8)
        self._model.changeColsIntegrality(self.columns, np.arange(self.columns, dtype=np.int32), kinds)
        self._watch.left = looks = effort.left // self.columns
        self._run()
        effort.spend(self.columns, int(looks - self._watch.left) + 1)
        self._watch.left = NOT_LIMITED
        answer = self._answer()
        self._model.changeColsIntegrality(self.columns, np.arange(self.columns, dtype=np.int32), 0 * kinds)
        return answer

    def _answer(self) -> Answer:
        if not self.columns:
            # No seat can be given, and no condition asks for one: those that do bring a column of their own.
            return Answer(True, True, 0.0, 0.0, np.empty(0), np.zeros(self.rows), np.empty(0))
        found, told = self._model.getSolution(), self._model.getInfo()
        status = self._model.modelStatusToString(self._model.getModelStatus())
        whole = told.mip_node_count >= 0
        return Answer(
            told.primal_solution_status == 2, status in ("Optimal", "Infeasible"), told.objective_function_value,
            told.mip_dual_bound if whole else told.objective_function_value,
            np.array(found.col_value), np.array(found.row_dual), np.array(found.col_dual),
        )  # fmt: skip

"""The way in: from an instance to a plan with its proof and its prices."""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from services.partners.domain.assignment.changes import Changes
from services.partners.domain.assignment.checks import check, widened
from services.partners.domain.assignment.contradiction import smallest_contradiction
from services.partners.domain.assignment.crossing import crossing
from services.partners.domain.assignment.effort import Effort
from services.partners.domain.assignment.greedy import List, go_down
from services.partners.domain.assignment.instance import Instance, Whole
from services.partners.domain.assignment.optimum import INTEGER, Optimum, find_optimum
from services.partners.domain.assignment.plan import Plan, Prices, Proof
from services.partners.domain.assignment.prices import exact
from services.partners.domain.assignment.problem import Problem, arrange
from services.partners.domain.assignment.refusals import Contradiction, Unproven
from services.partners.domain.assignment.sifting import Progress
from services.partners.domain.assignment.verification import value_of, verify
from services.partners.domain.assignment.whole_seats import Impossible, OutOfTime

EFFORT = 4_000_000
"""Columns times looks of the solver that one plan may take in whole seats: some seconds, whatever the size."""


def say_nothing(_step: str, _count: int) -> None:
    """Be the progress of whoever does not watch."""


def solve(given: Instance, *, effort: int = EFFORT, progress: Progress = say_nothing) -> Plan:
    """Return the plan with the most points; of several the one that serves most IKM, then the one nearest to the
    proposal before, then the first in the order of precedence.

    ``given`` holds whole-number arrays of eligible pairs, n IKM, m offers (shapes and units: ``Instance``). The same
    facts give the same plan, in whatever order they come. ``progress`` is told the step and a count, and stops the work
    by raising. Raises BadInstance (numbers that mean nothing), Contradiction (conditions that cannot all hold; names a
    set of which none can be left out), OutOfTime (no plan was found with this
    ``effort``, columns times looks of all searches in whole seats together), Unproven (an own look at the finished
    plan finds it wrong: a fault of the program). A plan that is not proven has a ``gap``.
    """
    given = widened(given)
    check(given)
    problem = arrange(given)
    listed = go_down(problem)
    budget = Effort(effort)
    optimum = _optimum(given, problem, listed, budget, progress)
    floors_cost = _cost_of_floors(given, optimum, budget, progress)
    progress("prices", 0)
    proof = _proof(given, problem, optimum)
    prices = _prices(given, problem, optimum, proof, budget, progress)
    plan = _finished(problem, listed, optimum, floors_cost, proof, prices)
    _require_proof(given, plan)
    return plan


def _optimum(given: Instance, problem: Problem, listed: List, effort: Effort, progress: Progress) -> Optimum:
    try:
        return find_optimum(problem, listed, effort, progress)
    except Impossible:
        found = smallest_contradiction(given, effort, partial(progress, "contradiction", 0))
    if found:
        raise Contradiction(found)
    try:
        return find_optimum(problem, listed, effort, progress, harder=1000)
    except Impossible:
        raise OutOfTime from None


def _require_proof(given: Instance, plan: Plan) -> None:
    verdict = verify(given, plan)
    proven = verdict.bound >= plan.points if plan.way == INTEGER else verdict.optimal
    if verdict.broken or verdict.points != plan.points or not proven:
        raise Unproven(f"{plan.way}: {verdict} for {plan.points} points")


def _cost_of_floors(given: Instance, optimum: Optimum, effort: Effort, progress: Progress) -> int | None:
    if not len(given.floors):
        return None
    if optimum.way != INTEGER and not optimum.duals.floor.any():
        return 0
    problem = arrange(replace(given, floors=given.floors[:0]))
    return find_optimum(problem, go_down(problem), effort, progress).points - optimum.points


def _prices(given: Instance, problem: Problem, optimum: Optimum, proof: Proof, effort: Effort,
            progress: Progress) -> Prices:  # fmt: skip
    if problem.nested:
        return exact(problem, optimum.pairs)
    left, spare = optimum.duals.reduced(problem), value_of(given, proof) - optimum.points * optimum.duals.scale
    return crossing(problem, optimum, left, spare, Changes(problem, optimum, left, spare, effort, progress))


def _finished(problem: Problem, listed: List, optimum: Optimum, floors_cost: int | None, proof: Proof,
              prices: Prices) -> Plan:  # fmt: skip
    taken = optimum.pairs[np.lexsort((problem.ikm[optimum.pairs], problem.offer[optimum.pairs]))]
    return Plan(
        problem.ikm_was[problem.ikm[taken]], problem.offer_was[problem.offer[taken]], optimum.points, optimum.bound,
        optimum.way, optimum.settled, len(np.unique(problem.ikm[taken])), int(problem.before[taken].sum()),
        listed.points, len(listed.pairs), listed.complete, floors_cost, proof, _as_handed_in(prices, problem),
    )  # fmt: skip


def _proof(given: Instance, problem: Problem, optimum: Optimum) -> Proof:
    duals, clashes = optimum.duals, problem.clashes
    groups = np.zeros((len(clashes.groups), problem.offers), dtype=bool)
    for number, group in enumerate(clashes.groups):
        groups[number, problem.offer_was[list(group)]] = True
    return Proof(
        duals.scale, _put(duals.ikm, problem.ikm_was), _put(duals.offer, problem.offer_was),
        _put(duals.segment, problem.segment_was), problem.floor_code, duals.floor, duals.clash,
        problem.ikm_was[duals.clash_ikm], duals.clash_group, groups,
    )  # fmt: skip


def _as_handed_in(prices: Prices, problem: Problem) -> Prices:
    ikm, offer = np.append(problem.ikm_was, -1), np.append(problem.offer_was, -1)
    of_offers = prices.give_up, prices.give_up_exact, prices.one_more, prices.one_more_exact, ikm[prices.newcomer]
    of_ikm = prices.missing, prices.missing_exact, offer[prices.nearest], ikm[prices.taken_by]
    return Prices(
        *(_put(values, problem.offer_was) for values in of_offers),
        *(_put(values, problem.ikm_was) for values in of_ikm),
    )


def _put(values: Any, was: Whole) -> Any:
    back = np.empty_like(values)
    back[was] = values
    return back

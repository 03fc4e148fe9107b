"""Prices where conditions cross: limits from the prices of broken seats, made exact by solving with each change."""

import numpy as np

from services.partners.domain.assignment.changes import Changed, Changes
from services.partners.domain.assignment.instance import Whole
from services.partners.domain.assignment.lacks import Lacks
from services.partners.domain.assignment.optimum import Optimum
from services.partners.domain.assignment.plan import Prices
from services.partners.domain.assignment.problem import Problem


def limits(problem: Problem, optimum: Optimum, lacks: Lacks, spare: int) -> Prices:
    """Return what the prices of broken seats say of offers: exact values lie on the far side.

    ``spare``: parts of a point. What each IKM lacks is as ``lacks`` knows it.
    """
    scale, price = optimum.duals.scale, optimum.duals.offer
    give_up, one_more = np.maximum(-((spare - price) // scale), 0), np.maximum((price + spare) // scale, 0)
    nobody, no = np.full(problem.offers, -1, dtype=np.int64), np.zeros(problem.offers, dtype=bool)
    return Prices(give_up, no, one_more, no.copy(), nobody, *lacks.least())


def crossing(problem: Problem, optimum: Optimum, left: Whole, spare: int, changes: Changes) -> Prices:
    """Return the prices of a proven plan, each exact as far as there is effort for its change, first those of IKM."""
    lacks = Lacks(problem, optimum, left, spare)
    if optimum.points == optimum.bound:
        lacks.look_at_places(changes)
        lacks.look_at_pairs(changes)
    prices = limits(problem, optimum, lacks, spare)
    if optimum.points == optimum.bound:
        _look_at_offers(problem, optimum, prices, changes)
    return prices


def _look_at_offers(problem: Problem, optimum: Optimum, prices: Prices, changes: Changes) -> None:
    for offer in range(problem.offers):
        if not changes.may_go_on:
            return
        less, more = changes.with_seats(offer, -1), changes.with_seats(offer, 1)
        prices.give_up[offer] = -1 if less.bound is None else optimum.points - less.bound
        prices.give_up_exact[offer] = less.exact
        prices.one_more[offer] = 0 if more.bound is None else more.bound - optimum.points
        prices.one_more_exact[offer] = more.exact
        prices.newcomer[offer] = _newcomer(problem, optimum, more)


def _newcomer(problem: Problem, optimum: Optimum, more: Changed) -> int:
    """Return the first IKM that has seats with the change and has none without it, -1 for none."""
    seats = np.bincount(problem.ikm[optimum.pairs], minlength=problem.people)
    gains = more.exact and more.bound is not None and more.bound > optimum.points
    found = problem.ikm[more.new][seats[problem.ikm[more.new]] == 0]
    return int(found[0]) if gains and len(found) else -1

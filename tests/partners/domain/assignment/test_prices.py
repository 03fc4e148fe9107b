"""Prices against plans made anew with one seat more, one less, or an IKM put where it has no seat."""

import random
from dataclasses import replace

import pytest

from services.partners.domain.assignment.refusals import Contradiction
from services.partners.domain.assignment.solve import solve
from tests.partners.domain.assignment.small import draw, draw_crossing, problem, table, try_all, whole


def plans(count, make, **options):
    for seed in range(count):
        given = make(random.Random(f"prices {seed}"), **options)
        try:
            yield given, solve(given)
        except Contradiction:
            continue


def points(given):
    best = try_all(given)
    return best and best.points


def with_seats(given, offer, more):
    free = given.free.copy()
    free[offer] += more
    return replace(given, free=free)


def forced(given, ikm, offer):
    return replace(given, pins=table([*map(tuple, given.pins.tolist()), (ikm, offer)]))


def losses(given, plan, ikm):
    """Return what it costs to seat an IKM where it could be, offer by offer."""
    excluded = set(map(tuple, given.exclusions.tolist()))
    offers = [int(o) for i, o in zip(given.ikm, given.offer, strict=True) if i == ikm and (ikm, int(o)) not in excluded]
    found = {offer: points(forced(given, ikm, offer)) for offer in offers if given.cap[ikm] > given.had[ikm]}
    return {offer: plan.points - best for offer, best in found.items() if best is not None}


def test_the_price_of_a_seat_more_or_less_is_exact():
    checked = 0
    for given, plan in plans(80, draw, nested=True):
        if not plan.prices.exact:
            continue
        for offer in range(given.offers):
            assert plan.prices.one_more[offer] == points(with_seats(given, offer, 1)) - plan.points
            less = points(with_seats(given, offer, -1)) if given.free[offer] else None
            if given.free[offer]:
                assert plan.prices.give_up[offer] == (-1 if less is None else plan.points - less)
            checked += 1
    assert checked > 60


def test_what_an_ikm_without_a_seat_lacked_is_exact():
    checked = 0
    for given, plan in plans(80, draw, nested=True):
        for ikm in set(range(given.people)) - set(plan.ikm.tolist()):
            loss = losses(given, plan, ikm)
            if plan.prices.exact:
                assert plan.prices.missing[ikm] == min(loss.values(), default=-1)
                assert not loss or loss[int(plan.prices.nearest[ikm])] == min(loss.values())
                checked += 1
    assert checked > 60


def test_whoever_took_the_seat_would_lose_it():
    checked = 0
    for given, plan in plans(80, draw, nested=True):
        for ikm in range(given.people):
            other, lack = int(plan.prices.taken_by[ikm]), int(plan.prices.missing[ikm])
            if other < 0:
                continue
            seats = plan.ikm.tolist().count(other)
            assert seats
            without = forced(given, ikm, int(plan.prices.nearest[ikm]))
            cap = without.cap.copy()
            cap[other] = given.had[other] + seats - 1
            assert plan.points - points(replace(without, cap=cap)) == lack
            checked += 1
    assert checked > 5


def test_the_newcomer_is_seated_by_one_seat_more():
    for given, plan in plans(50, draw, nested=True):
        for offer, ikm in enumerate(plan.prices.newcomer.tolist()):
            if ikm >= 0:
                assert ikm not in plan.ikm
                more = with_seats(given, offer, 1)
                assert -plan.prices.one_more[offer] in losses(more, plan, ikm).values()


def test_where_conditions_cross_the_prices_are_limits():
    checked = 0
    for given, plan in plans(25, draw_crossing):
        if plan.prices.exact:
            continue
        checked += 1
        for offer in range(given.offers):
            assert plan.prices.one_more[offer] >= points(with_seats(given, offer, 1)) - plan.points
            less = points(with_seats(given, offer, -1))
            assert less is None or plan.prices.give_up[offer] <= plan.points - less
        for ikm in set(range(given.people)) - set(plan.ikm.tolist()):
            assert plan.prices.missing[ikm] <= min(losses(given, plan, ikm).values(), default=0)
    assert checked > 5


@pytest.mark.parametrize(("lack", "seated"), [(2, False), (4, True)])
def test_with_the_points_it_lacked_and_one_more_an_ikm_gets_the_seat(lack, seated):
    given = problem([(0, 0, 10), (1, 0, 7), (1, 1, 1), (2, 1, 4)], [1, 1], people=3)
    assert solve(given).prices.missing.tolist() == [-1, 3, -1]
    better = replace(given, score=given.score + whole([0, lack, 0, 0]))
    assert (1 in solve(better).ikm) is seated

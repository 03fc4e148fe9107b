"""Prices against plans made anew with one seat more, one less, or an IKM put where it has no seat."""

import random
from dataclasses import replace

import pytest

from services.partners.domain.assignment.refusals import Contradiction
from services.partners.domain.assignment.solve import solve
from tests.partners.domain.assignment.small import (
    draw,
    draw_clashing,
    draw_crossing,
    hard,
    problem,
    table,
    try_all,
    whole,
)


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
        assert_offers_are_exact(given, plan)
        checked += given.offers
    assert checked > 60


def assert_offers_are_exact(given, plan):
    for offer in range(given.offers):
        assert plan.prices.one_more[offer] == points(with_seats(given, offer, 1)) - plan.points
        less = points(with_seats(given, offer, -1)) if given.free[offer] else None
        if given.free[offer]:
            assert plan.prices.give_up[offer] == (-1 if less is None else plan.points - less)


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
    assert sum(assert_losers_lose(given, plan) for given, plan in plans(80, draw, nested=True)) > 5


def assert_losers_lose(given, plan):
    """Return how many IKM without a seat were looked at."""
    losers = {ikm: other for ikm, other in enumerate(plan.prices.taken_by.tolist()) if other >= 0}
    for ikm, other in losers.items():
        seats = plan.ikm.tolist().count(other)
        assert seats
        without = forced(given, ikm, int(plan.prices.nearest[ikm]))
        cap = without.cap.copy()
        cap[other] = given.had[other] + seats - 1
        assert plan.points - points(replace(without, cap=cap)) == plan.prices.missing[ikm]
    return len(losers)


def test_the_newcomer_is_seated_by_one_seat_more():
    for given, plan in plans(50, draw, nested=True):
        for offer, ikm in enumerate(plan.prices.newcomer.tolist()):
            if ikm >= 0:
                assert ikm not in plan.ikm
                more = with_seats(given, offer, 1)
                assert -plan.prices.one_more[offer] in losses(more, plan, ikm).values()


@pytest.mark.parametrize(("make", "count"), [(draw, 150), (draw_crossing, 40), (draw_clashing, 40)])
def test_where_conditions_cross_every_price_is_exact_too(make, count):
    crossing = [(given, plan) for given, plan in plans(count, make) if plan.way != "flow"]
    assert len(crossing) > 4
    for given, plan in crossing:
        assert plan.prices.exact
        assert_offers_are_exact(given, plan)
        for ikm in set(range(given.people)) - set(plan.ikm.tolist()):
            loss = losses(given, plan, ikm)
            assert plan.prices.missing[ikm] == min(loss.values(), default=-1)
            assert not loss or loss[int(plan.prices.nearest[ikm])] == min(loss.values())


def test_where_conditions_cross_whoever_took_the_seat_would_lose_it_too():
    checked = sum(assert_losers_lose(given, plan) for given, plan in plans(50, draw_clashing) if plan.way != "flow")
    assert checked > 10


@pytest.mark.parametrize("make", [draw_crossing, draw_clashing])
def test_without_effort_the_prices_are_limits_and_say_so(make):
    checked = 0
    for given, _ in plans(25, make):
        plan = solve(given, effort=0)
        if plan.gap or plan.way == "flow":
            continue
        checked += 1
        assert not plan.prices.exact
        for offer in range(given.offers):
            assert plan.prices.one_more[offer] >= points(with_seats(given, offer, 1)) - plan.points
            less = points(with_seats(given, offer, -1)) if given.free[offer] else None
            assert less is None or plan.prices.give_up[offer] <= plan.points - less
        for ikm in set(range(given.people)) - set(plan.ikm.tolist()):
            assert plan.prices.missing[ikm] <= min(losses(given, plan, ikm).values(), default=plan.prices.missing[ikm])
    assert checked > 5


def test_with_little_effort_some_are_exact_and_the_others_say_that_they_are_not():
    given = hard(random.Random(8), most=2, people=60)
    whole_effort, little = solve(given).prices, solve(given, effort=400).prices
    assert whole_effort.exact
    assert 0 < little.missing_exact.sum() < given.people
    exact = little.missing_exact
    assert (little.missing[exact] == whole_effort.missing[exact]).all()
    assert (little.missing[~exact] <= whole_effort.missing[~exact]).all()


@pytest.mark.parametrize(("lack", "seated"), [(2, False), (4, True)])
def test_with_the_points_it_lacked_and_one_more_an_ikm_gets_the_seat(lack, seated):
    given = problem([(0, 0, 10), (1, 0, 7), (1, 1, 1), (2, 1, 4)], [1, 1], people=3)
    assert solve(given).prices.missing.tolist() == [-1, 3, -1]
    better = replace(given, score=given.score + whole([0, lack, 0, 0]))
    assert (1 in solve(better).ikm) is seated

"""A plan that breaks a condition, or could be better, is not taken for optimal."""

from itertools import product

import numpy as np
import pytest

from benchmarks.country.crew import Crew
from benchmarks.country.proof import above, verify
from benchmarks.country.solve import solve
from tests.benchmarks.country.small import draw, every_pair

COUNTRY = draw(7, people=40, offers=6, seats=8)
PLAN = solve(Crew(COUNTRY))


def judged(ikm, offer, prices=PLAN.prices):
    return verify(Crew(COUNTRY), np.array(ikm), np.array(offer), prices)


def seats():
    return PLAN.pairs.ikm.tolist(), PLAN.pairs.offer.tolist()


def test_the_plan_found_is_optimal():
    assert judged(*seats()).optimal
    assert judged(*seats()).points == PLAN.points


@pytest.mark.parametrize("each", [1, 2, 3])
def test_the_bound_counts_the_best_of_all_pairs_of_each_ikm(each):
    country, price = draw(8, people=20, offers=1_000, each=each), 40
    best = [[] for _ in range(country.people)]
    for ikm, _, points in zip(*(side.tolist() for side in every_pair(country)), strict=True):
        best[ikm].append(max(points - price, 0))
    expected = sum(sum(sorted(found)[-each:]) for found in best)
    assert above(country, range(3), np.full(1_000, price, np.int16)) == expected


def test_a_plan_with_a_seat_less_is_below_the_bound():
    ikm, offer = seats()
    verdict = judged(ikm[1:], offer[1:])
    assert verdict.broken == ()
    assert verdict.points < verdict.bound
    assert not verdict.optimal


def test_prices_that_prove_nothing_leave_a_gap():
    assert not judged(*seats(), prices=PLAN.prices + np.int16(50)).optimal
    assert not judged(*seats(), prices=np.zeros_like(PLAN.prices)).optimal


def test_a_price_below_nothing_proves_nothing():
    assert judged(*seats(), prices=PLAN.prices - np.int16(101)).broken == ("no price is below nothing",)


def all_of_one_offer():
    ikm, offer, _ = every_pair(COUNTRY)
    fewest = COUNTRY.seats.argmin()
    return ikm[offer == fewest].tolist(), offer[offer == fewest].tolist()


def all_of_one_ikm():
    ikm, offer, _ = every_pair(COUNTRY)
    has_seats = COUNTRY.seats[offer] > 0
    one = has_seats & (ikm == np.bincount(ikm[has_seats]).argmax())
    return ikm[one].tolist(), offer[one].tolist()


def somebody_not_eligible():
    eligible = set(zip(*(side.tolist() for side in every_pair(COUNTRY)[:2]), strict=True))
    every = product(range(COUNTRY.people), np.flatnonzero(COUNTRY.seats).tolist())
    ikm, offer = next(pair for pair in every if pair not in eligible)
    return [ikm], [offer]


@pytest.mark.parametrize(
    ("given", "broken"),
    [
        (somebody_not_eligible, "every seat goes to somebody eligible"),
        (lambda: [side[:1] * 2 for side in seats()], "nobody has two seats of one offer"),
        (all_of_one_ikm, "nobody has more seats than allowed"),
        (all_of_one_offer, "no offer gives more seats than it has"),
    ],
)
def test_a_broken_condition_is_named(given, broken):
    assert judged(*given()).broken == (broken,)

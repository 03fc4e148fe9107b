"""The verifier finds what is wrong with a plan by itself."""

import random
from dataclasses import replace

import pytest

from services.partners.domain.assignment.instance import Kind, Segment
from services.partners.domain.assignment.solve import solve
from services.partners.domain.assignment.verification import verify
from tests.partners.domain.assignment.small import problem, table, whole
from tests.partners.domain.assignment.test_peers import middle

GIVEN = problem(
    [(0, 0, 9), (0, 1, 8), (1, 0, 7), (2, 0, 6), (2, 1, 5)], [2, 1], cap=2, clashes=table([(0, 1)]),
    pins=table([(2, 0)]), area=whole([0, 1, 1]), floors=table([(1, 1)]),
    segments=(Segment(0, Kind.AT_MOST, 1, whole([1, 2])), Segment(0, Kind.RESERVED, 1, whole([0]))),
)  # fmt: skip
PLAN = solve(GIVEN)


def with_seats(*pairs):
    return replace(PLAN, ikm=whole([ikm for ikm, _ in pairs]), offer=whole([offer for _, offer in pairs]))


def test_a_good_plan_is_found_good():
    assert verify(GIVEN, PLAN).optimal


@pytest.mark.parametrize(
    ("code", "pairs"),
    [
        ("pin", [(0, 0)]),
        ("clash", [(2, 0), (2, 1)]),
        ("free_seats", [(0, 0), (1, 0), (2, 0)]),
        ("at_most", [(1, 0), (2, 0)]),
        ("reserved", [(1, 0), (2, 0)]),
        ("not_eligible", [(1, 1), (2, 0)]),
        ("not_eligible", [(2, 0), (2, 0)]),
        ("floor", [(0, 0)]),
    ],
)
def test_a_broken_condition_is_named(code, pairs):
    verdict = verify(GIVEN, with_seats(*pairs))
    assert code in verdict.broken
    assert not verdict.optimal


def test_a_plan_with_fewer_points_is_not_optimal():
    verdict = verify(GIVEN, with_seats((2, 0)))
    assert (verdict.broken, verdict.points, verdict.optimal) == ((), 6, False)


def test_prices_that_are_changed_prove_less():
    for seed in range(30):
        chance = random.Random(seed)
        given = middle(chance)
        plan = solve(given)
        prices = plan.proof.offer.copy()
        prices[chance.randrange(len(prices))] += chance.choice([-3, 5])
        assert verify(given, replace(plan, proof=replace(plan.proof, offer=prices))).bound >= plan.points

"""The same optimum as OR-Tools' min-cost flow, and as published examples say."""

import random

import numpy as np
import pytest
from ortools.graph.python import min_cost_flow

from services.partners.domain.assignment.solve import solve
from services.partners.domain.assignment.verification import verify
from tests.partners.domain.assignment.small import problem


def by_ortools(given):
    flow, people, offers = min_cost_flow.SimpleMinCostFlow(), given.people, given.offers
    source, sink, first = people + offers, people + offers + 1, np.arange(people)
    second = np.flatnonzero(given.cap > 1)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full(people, source), first, np.minimum(given.cap, 1), np.zeros(people, int)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full(len(second), source), second, np.ones(len(second), int), np.full(len(second), given.step)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        given.ikm, people + given.offer, np.ones(len(given.ikm), int), -given.score
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        people + np.arange(offers), np.full(offers, sink), given.free, np.zeros(offers, int)
    )
    seats = int(given.free.sum())
    flow.add_arc_with_capacity_and_unit_cost(source, sink, seats, 0)
    flow.set_node_supply(source, seats)
    flow.set_node_supply(sink, -seats)
    assert flow.solve() == flow.OPTIMAL
    return -flow.optimal_cost()


def middle(chance):
    people, offers = chance.randint(20, 80), chance.randint(3, 12)
    pairs = [(ikm, offer) for ikm in range(people) for offer in range(offers) if chance.random() < 0.4]
    return problem(
        [(ikm, offer, chance.randint(0, 100)) for ikm, offer in pairs], [chance.randint(0, 6) for _ in range(offers)],
        people=people, cap=[chance.randint(0, 2) for _ in range(people)], step=chance.choice([0, 15]),
    )  # fmt: skip


def test_the_points_are_those_of_the_min_cost_flow():
    for seed in range(200):
        given = middle(random.Random(seed))
        plan = solve(given)
        assert plan.points == by_ortools(given)
        assert verify(given, plan).optimal


def cheapest(costs, supply, demand):
    """Solve a transportation problem: what is cheap has many points, and all that is asked for is sent."""
    most = max(map(max, costs))
    rows = np.repeat(np.arange(len(supply)), supply).tolist()
    given = problem(
        [(ikm, offer, most - cost) for ikm, row in enumerate(rows) for offer, cost in enumerate(costs[row])], demand
    )
    plan = solve(given)
    return most * len(plan.ikm) - plan.points


@pytest.mark.parametrize(
    ("costs", "supply", "demand", "published"),
    [
        # The assignment example of the OR-Tools guide, "Solving an Assignment Problem".
        ([[90, 80, 75, 70], [35, 85, 55, 65], [125, 95, 90, 95], [45, 110, 95, 115], [50, 100, 90, 100]],
         [1] * 5, [1] * 4, 265),
        # The assignment example of N. Christofides, Graph Theory, that stands among the examples of GLPK.
        ([[13, 21, 20, 12, 8, 26, 22, 11], [12, 36, 25, 41, 40, 11, 4, 8], [35, 32, 13, 36, 26, 21, 13, 37],
          [34, 54, 7, 8, 12, 22, 11, 40], [21, 6, 45, 18, 24, 34, 12, 48], [42, 19, 39, 15, 14, 16, 28, 46],
          [16, 34, 38, 3, 34, 40, 22, 24], [26, 20, 5, 17, 45, 31, 37, 43]], [1] * 8, [1] * 8, 76),
        # The example in the documentation of scipy.optimize.linear_sum_assignment.
        ([[4, 1, 3], [2, 0, 5], [3, 2, 2]], [1] * 3, [1] * 3, 5),
        # P & T Company, the transportation example of Hillier and Lieberman, Introduction to Operations Research.
        ([[464, 513, 654, 867], [352, 416, 690, 791], [995, 682, 388, 685]], [75, 125, 100], [80, 65, 70, 85], 152535),
        # F. L. Hitchcock, The Distribution of a Product from Several Sources to Numerous Localities, 1941.
        ([[10, 5, 6, 7], [8, 2, 7, 6], [9, 3, 4, 8]], [25, 25, 50], [15, 20, 30, 35], 535),
        # Powerco and Machineco, W. L. Winston, Operations Research: Applications and Algorithms, chapter 7.
        ([[8, 6, 10, 9], [9, 12, 13, 7], [14, 9, 16, 5]], [35, 50, 40], [45, 20, 30, 30], 1020),
        ([[14, 5, 8, 7], [2, 12, 6, 5], [7, 8, 3, 9], [2, 4, 6, 10]], [1] * 4, [1] * 4, 15),
    ],
)  # fmt: skip
def test_published_examples_come_out_as_published(costs, supply, demand, published):
    assert cheapest(costs, supply, demand) == published

"""No plan of a country is better than the one found, whichever way it was looked for."""

import numpy as np
import pytest

from benchmarks.country.crew import Crew, crew
from benchmarks.country.proof import verify
from benchmarks.country.solve import solve
from services.partners.domain.assignment.instance import Instance
from services.partners.domain.assignment.solve import solve as plan_of_an_office
from tests.benchmarks.country.small import draw, every_pair, most_points

ALL_AT_ONCE, FROM_A_SAMPLE = 1_000_000, 0


def verdict_on(country, plan):
    return verify(Crew(country), plan.pairs.ikm, plan.pairs.offer, plan.prices)


def by_an_office(country):
    ikm, offer, points = every_pair(country)
    cap, nothing = np.full(country.people, country.each), np.zeros(country.people, np.int64)
    order = np.arange(country.people), np.arange(country.offers)
    return plan_of_an_office(Instance(ikm, offer, points, country.seats, cap, nothing, *order)).points


@pytest.mark.parametrize("each", [1, 2, 3])
def test_no_plan_tried_is_better(each):
    for seed in range(100):
        country = draw(seed, each=each)
        plan = solve(Crew(country))
        assert plan.points == most_points(country)
        assert verdict_on(country, plan).optimal


@pytest.mark.parametrize("few", [ALL_AT_ONCE, FROM_A_SAMPLE])
def test_the_points_are_those_of_the_plan_of_an_office(few):
    for seed in range(15):
        country = draw(seed, people=150, offers=12, cells=6, seats=40)
        plan = solve(Crew(country), few=few)
        assert plan.points == plan.bound == by_an_office(country)
        assert verdict_on(country, plan).optimal


def test_a_sample_spares_most_pairs():
    country = draw(3, people=3_000, offers=20, seats=10)
    plan = solve(Crew(country), few=FROM_A_SAMPLE)
    assert plan.core < country.pairs / 10
    assert verdict_on(country, plan).optimal


# From 3.12 on, Python warns of any fork beside threads; these processes only read arrays.
@pytest.mark.filterwarnings("ignore:.*use of fork.*:DeprecationWarning")
def test_two_processes_find_the_plan_that_one_finds():
    country = draw(4, people=500, offers=10, seats=20)
    alone = solve(Crew(country), few=FROM_A_SAMPLE)
    with crew(country, 2) as looking:
        together = solve(looking, few=FROM_A_SAMPLE)
        assert verify(looking, together.pairs.ikm, together.pairs.offer, together.prices).optimal
    assert together.pairs.ikm.tolist() == alone.pairs.ikm.tolist()
    assert together.pairs.offer.tolist() == alone.pairs.offer.tolist()


def test_whoever_waits_hears_how_far_the_gap_has_closed():
    heard = []
    solve(Crew(draw(5, people=200, offers=10, seats=20)), heard.append, few=FROM_A_SAMPLE)
    assert heard[-1].startswith("200 IKM: ")
    assert heard[-1].endswith(" 0 below the bound")


def test_a_country_where_nobody_is_eligible_gets_an_empty_plan_that_is_proven():
    country = draw(6, people=5)
    country.registered[:] = False
    country.asks[:] = 1
    plan = solve(Crew(country))
    assert (len(plan.pairs), plan.points, plan.bound) == (0, 0, 0)
    assert verdict_on(country, plan).optimal

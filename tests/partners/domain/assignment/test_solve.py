"""The plan against the trying of every plan, on thousands of problems with every condition."""

import math
import random
import subprocess
import sys
from dataclasses import replace

import pytest

from services.partners.domain.assignment.effort import Effort
from services.partners.domain.assignment.greedy import go_down
from services.partners.domain.assignment.optimum import find_optimum, penalty
from services.partners.domain.assignment.problem import arrange
from services.partners.domain.assignment.programme import Programme, is_whole
from services.partners.domain.assignment.refusals import Contradiction, Unproven
from services.partners.domain.assignment.sifting import sift, start_with
from services.partners.domain.assignment.solve import say_nothing, solve
from services.partners.domain.assignment.verification import Verdict, verify
from services.partners.domain.assignment.whole_seats import Impossible
from tests.partners.domain.assignment.small import draw, draw_crossing, hard, problem, shuffled, table, try_all, whole


def found(given):
    try:
        return solve(given)
    except Contradiction:
        return None


def goals(given, plan):
    rank = given.precedence.argsort().argsort()
    return plan.points, plan.served, plan.kept, sum(given.people - int(rank[ikm]) for ikm in plan.ikm)


def assert_best(given):
    """Compare with the best of all plans; return the way in which it was found, None where there is no plan."""
    best = try_all(given)
    if best is None:
        with pytest.raises(Impossible):
            find_optimum(arranged := arrange(given), go_down(arranged), Effort(60), say_nothing)
        return None
    plan = solve(given)
    assert goals(given, plan) == (best.points, best.served, best.kept, best.precedence)
    verdict = verify(given, plan)
    assert not verdict.broken
    assert verdict.points == plan.points == plan.bound
    assert verdict.optimal if plan.way == "flow" else verdict.bound >= plan.points
    return plan.way


@pytest.mark.parametrize("nested", [True, False])
def test_the_plan_is_the_best_of_all_plans(nested):
    ways = {assert_best(draw(random.Random(seed), nested=nested)) for seed in range(750)}
    assert {"flow", None} <= ways


def test_where_seats_would_break_whole_ones_are_searched():
    ways = [assert_best(draw_crossing(random.Random(seed))) for seed in range(60)]
    assert {"integer", "linear"} <= set(ways)


def test_the_order_of_the_facts_never_matters():
    for seed in range(100):
        chance = random.Random(seed)
        given = draw(chance)
        one, other = found(given), found(shuffled(given, chance))
        assert (one is None) == (other is None)
        if one:
            assert seats(one) == seats(other)
            assert one.prices.missing.tolist() == other.prices.missing.tolist()


def seats(plan):
    return plan.ikm.tobytes(), plan.offer.tobytes()


def test_the_numbering_of_ikm_and_offers_never_matters():
    for seed in range(100):
        chance = random.Random(seed)
        given = replace(draw(chance), segments=(), before=table([]))
        ikm = whole(chance.sample(range(given.people), given.people))
        offer = whole(chance.sample(range(given.offers), given.offers))
        one, other = found(given), found(renumbered(given, ikm, offer))
        assert (one is None) == (other is None)
        if one:
            assert (ikm[one.ikm].tolist(), offer[one.offer].tolist()) == (other.ikm.tolist(), other.offer.tolist())


def renumbered(given, ikm, offer):
    back, ahead = ikm.argsort(), offer.argsort()
    pairs = {name: turned(getattr(given, name), ikm, offer) for name in ("pins", "exclusions")}
    return replace(
        given, ikm=ikm[given.ikm], offer=offer[given.offer], free=given.free[ahead], cap=given.cap[back],
        had=given.had[back], area=given.area[back], precedence=given.precedence[back],
        offer_precedence=given.offer_precedence[ahead], clashes=turned(given.clashes, offer, offer), **pairs,
    )  # fmt: skip


def turned(pairs, first, second):
    return table(zip(first[pairs[:, 0]].tolist(), second[pairs[:, 1]].tolist(), strict=True))


def test_the_same_facts_give_the_same_plan_and_prices_to_the_byte():
    given = hard(random.Random(1))
    one, other = solve(given), solve(given)
    assert seats(one) == seats(other)
    assert [bytes(prices) for prices in vars(one.prices).values() if not isinstance(prices, bool)] == [
        bytes(prices) for prices in vars(other.prices).values() if not isinstance(prices, bool)
    ]


def test_a_second_plan_changes_nothing():
    for seed in range(60):
        given = draw(random.Random(seed))
        plan = found(given)
        if plan:
            again = solve(replace(given, before=table(zip(plan.ikm.tolist(), plan.offer.tolist(), strict=True))))
            assert again.served == plan.served
            assert again.kept == len(plan.ikm)
            assert seats(again) == seats(plan)


def test_more_points_never_cost_an_ikm_its_seat():
    for seed in range(60):
        given = problem([(ikm, offer, random.Random(f"{seed} {ikm} {offer}").randint(0, 9))
                         for ikm in range(4) for offer in range(2)], [1, 1])  # fmt: skip
        plan = solve(given)
        better = given.score.copy()
        at = next(
            n for n, pair in enumerate(zip(given.ikm, given.offer, strict=True)) if pair == (plan.ikm[0], plan.offer[0])
        )
        better[at] += 1
        assert plan.ikm[0] in solve(replace(given, score=better)).ikm


def test_equal_points_go_by_precedence():
    plan = solve(problem([(ikm, 0, 7) for ikm in range(5)], [2], precedence=whole([4, 0, 3, 1, 2])))
    assert plan.ikm.tolist() == [1, 3]


def test_the_proposal_before_counts_more_than_precedence():
    plan = solve(problem([(ikm, 0, 7) for ikm in range(3)], [1], before=table([(2, 0)])))
    assert plan.ikm.tolist() == [2]


def test_two_ikm_served_count_more_than_one_served_twice():
    given = problem([(0, 0, 5), (0, 1, 5), (1, 1, 5)], [1, 1], cap=2, before=table([(0, 0), (0, 1)]))
    assert solve(given).served == 2


@pytest.mark.parametrize(("step", "served"), [(0, 1), (6, 2)])
def test_a_second_seat_counts_less_by_the_step(step, served):
    given = problem([(0, 0, 9), (0, 1, 9), (1, 1, 4)], [1, 1], cap=2, step=step)
    assert solve(given).served == served


def test_a_floor_says_what_it_costs():
    given = problem([(0, 0, 9), (1, 0, 4)], [1], area=whole([0, 1]), floors=table([(1, 1)]))
    plan = solve(given)
    assert (plan.ikm.tolist(), plan.floors_cost) == ([1], 5)


def test_a_floor_where_nobody_is_eligible_asks_for_nothing():
    given = problem([(0, 0, 9)], [1], people=2, area=whole([0, 1]), floors=table([(1, 1)]))
    assert solve(given).points == 9


def test_the_list_gone_down_stands_beside_the_plan():
    plan = solve(problem([(0, 0, 10), (0, 1, 9), (1, 0, 8)], [1, 1]))
    assert (plan.points, plan.greedy, plan.greedy_seats) == (17, 10, 1)


@pytest.mark.parametrize("given", [problem([], [], people=0), problem([], [2], people=0), problem([], [3], people=2),
                                   problem([(0, 0, 5)], [0]), problem([(0, 0, 5)], [1], had=1)])  # fmt: skip
def test_where_nobody_can_be_seated_the_plan_is_empty(given):
    plan = solve(given)
    assert (plan.points, plan.gap, len(plan.ikm)) == (0, 0, 0)


def test_whoever_watches_can_stop_the_work():
    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve(problem([(0, 0, 5)], [1]), progress=stop)


def test_the_work_can_be_stopped_in_the_middle_of_a_search():
    looks = []

    def stop_at_the_hundredth(step, _):
        looks.append(step)
        if looks.count("solving") == 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve(hard(random.Random(8)), progress=stop_at_the_hundredth)
    assert looks[-3:] == ["solving"] * 3
    assert solve(problem([(0, 0, 5)], [1])).points == 5


def test_the_solver_is_loaded_only_when_it_solves():
    words = "import sys, services.partners.domain.assignment.solve; print('highspy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_plan_that_the_verifier_does_not_confirm_is_no_plan(monkeypatch):
    wrong = Verdict(("free_seats",), 5, 5)
    monkeypatch.setattr("services.partners.domain.assignment.solve.verify", lambda *_: wrong)
    with pytest.raises(Unproven):
        solve(problem([(0, 0, 5)], [1]))


@pytest.mark.parametrize("effort", [0, 1_000, 10_000, 100_000])
def test_where_the_search_is_given_up_the_plan_says_what_is_not_proven(effort):
    given = hard(random.Random(1))
    best = solve(given)
    assert (best.way, best.gap, best.settled) == ("integer", 0, True)
    plan = solve(given, effort=effort)
    assert plan.points <= best.points <= plan.bound
    assert plan.settled == (plan.gap == 0)
    assert not verify(given, plan).broken
    again = solve(shuffled(given, random.Random(9)), effort=effort)
    assert (again.ikm.tolist(), again.offer.tolist()) == (plan.ikm.tolist(), plan.offer.tolist())


def test_all_searches_of_a_plan_share_one_effort(monkeypatch):
    spent = []
    spend = Effort.spend
    monkeypatch.setattr(Effort, "spend", lambda self, *used: spent.append(math.prod(used)) or spend(self, *used))
    given = hard(random.Random(1))
    assert solve(given).prices.exact
    needed, most = sum(spent), max(spent)
    assert solve(given, effort=needed + most).prices.exact
    less = solve(given, effort=max(needed // 2, most))
    assert not (less.settled and less.prices.exact)


def test_where_nothing_may_be_searched_the_plan_is_the_list_gone_down():
    plan = solve(given := hard(random.Random(1)), effort=0)
    assert (plan.way, plan.settled, plan.points) == ("integer", False, plan.greedy)
    assert verify(given, plan).bound >= plan.bound > plan.points


@pytest.mark.parametrize("seed", [3, 26, 54, 77])
def test_broken_seats_that_are_mere_ties_are_mended_without_a_search_far_from_the_prices(seed):
    given = hard(random.Random(seed), most=2)
    programme = Programme(arranged := arrange(given), penalty(arranged), lambda: None)
    start_with(programme, go_down(arranged))
    broken, _, _ = sift(programme, say_nothing)
    assert not is_whole(broken)
    plan = solve(given)
    assert (plan.way, plan.points, plan.gap, plan.settled) == ("linear", round(broken.objective), 0, True)

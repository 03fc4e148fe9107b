"""Numbers that mean nothing are refused with a code, before anything is worked out."""

from dataclasses import replace

import numpy as np
import pytest

from services.partners.domain.assignment.instance import Kind, Segment
from services.partners.domain.assignment.refusals import BadInstance
from services.partners.domain.assignment.solve import solve
from tests.partners.domain.assignment.small import problem, table, whole

GOOD = problem([(0, 0, 5), (1, 0, 4)], [1], cap=2)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("score_negative", {"score": whole([5, -1])}),
        ("not_whole_numbers", {"score": np.array([5.0, np.nan])}),
        ("not_whole_numbers", {"free": np.array([0.5])}),
        ("not_a_table", {"pins": whole([0, 0])}),
        ("not_a_row", {"free": whole([[1]])}),
        ("pairs_differ_in_length", {"score": whole([5])}),
        ("ikm_differ_in_length", {"had": whole([0])}),
        ("offers_differ_in_length", {"offer_precedence": whole([0, 1])}),
        ("free_seats_negative", {"free": whole([-1])}),
        ("cap_negative", {"cap": whole([-1, 0])}),
        ("step_negative", {"step": -1}),
        ("number_too_large", {"score": whole([10**9 + 1, 0])}),
        ("unknown_ikm", {"ikm": whole([0, 2])}),
        ("unknown_offer", {"offer": whole([0, 1])}),
        ("pair_twice", {"ikm": whole([1, 1])}),
        ("precedence_twice", {"precedence": whole([3, 3])}),
        ("pin_not_eligible", {"ikm": whole([0]), "offer": whole([0]), "score": whole([5]), "pins": table([(1, 0)])}),
        ("pin_excluded", {"pins": table([(0, 0)]), "exclusions": table([(0, 0)])}),
        ("pin_unknown", {"pins": table([(9, 0)])}),
        ("pin_twice", {"pins": table([(0, 0), (0, 0)])}),
        ("clash_with_itself", {"clashes": table([(0, 0)])}),
        ("clash_unknown", {"clashes": table([(0, 4)])}),
        ("floors_without_areas", {"floors": table([(0, 1)])}),
        ("floor_negative", {"floors": table([(0, -1)]), "area": whole([0, 0])}),
        ("segment_unknown_offer", {"segments": (Segment(1, Kind.AT_MOST, 1, whole([0])),)}),
        ("segment_unknown_ikm", {"segments": (Segment(0, Kind.AT_MOST, 1, whole([7])),)}),
        ("segment_negative", {"segments": (Segment(0, Kind.AT_MOST, -1, whole([0])),)}),
        ("too_many_segments", {"segments": (Segment(0, Kind.AT_MOST, 1, whole([0])),) * 1001}),
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused(code, change):
    with pytest.raises(BadInstance) as refused:
        solve(replace(GOOD, **change))
    assert refused.value.code == code


def test_costs_that_a_double_would_round_are_refused():
    with pytest.raises(BadInstance, match="costs_too_large"):
        solve(problem([(at, at, 10**9) for at in range(2500)], [1] * 2500))


def test_the_refusal_says_where():
    with pytest.raises(BadInstance, match=r"score_negative\[1\]"):
        solve(replace(GOOD, score=whole([5, -1])))


def test_equal_scores_are_no_trouble():
    assert solve(problem([(ikm, offer, 3) for ikm in range(20) for offer in range(5)], [3] * 5)).points == 45


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int32])
def test_narrow_numbers_are_counted_in_full(kind):
    given = problem([(ikm, ikm % 100, 120) for ikm in range(127)], [1] * 100)
    narrow = replace(given, ikm=given.ikm.astype(kind), score=given.score.astype(kind), offer=given.offer.astype(kind))
    assert solve(narrow).points == 12_000

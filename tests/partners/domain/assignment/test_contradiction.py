"""Conditions that cannot all hold are named, and none too many."""

import random

import pytest

from services.partners.domain.assignment.contradiction import only
from services.partners.domain.assignment.instance import Kind, Segment
from services.partners.domain.assignment.refusals import Condition, Contradiction
from services.partners.domain.assignment.solve import solve
from tests.partners.domain.assignment.small import draw, problem, table, try_all, whole


def named(given):
    with pytest.raises(Contradiction) as refused:
        solve(given)
    return [(one.code, one.subject) for one in refused.value.conditions]


def two(offer=0, seats=2, **rest):
    return problem([(ikm, offer, 5) for ikm in range(4)], [seats], **rest)


def test_pins_that_exceed_the_quota_are_named_with_it():
    given = two(pins=table([(0, 0), (1, 0), (2, 0)]))
    assert named(given) == [("free_seats", (0,)), ("pin", (0, 0)), ("pin", (1, 0)), ("pin", (2, 0))]


def test_a_pin_of_an_ikm_that_had_its_programmes_is_named_with_the_cap():
    assert named(two(pins=table([(0, 0)]), had=[1, 0, 0, 0])) == [("pin", (0, 0)), ("yearly_cap", (0,))]


def test_pins_on_clashing_offers_are_named_with_the_clash():
    given = problem([(0, 0, 5), (0, 1, 5)], [1, 1], cap=2, clashes=table([(1, 0)]), pins=table([(0, 0), (0, 1)]))
    assert named(given) == [("clash", (0, 1)), ("pin", (0, 0)), ("pin", (0, 1))]


def test_segments_that_contradict_each_other_are_named_without_the_harmless_ones():
    segments = (
        Segment(0, Kind.AT_MOST, 3, whole([0, 1, 2, 3])),
        Segment(0, Kind.AT_LEAST, 2, whole([0, 1])),
        Segment(0, Kind.AT_MOST, 1, whole([0, 1, 2])),
    )
    assert named(two(segments=segments)) == [("at_least", (1,)), ("at_most", (2,))]


def test_more_seats_kept_than_there_are_is_named_with_the_quota():
    segments = (Segment(0, Kind.RESERVED, 1, whole([0])), Segment(0, Kind.RESERVED, 2, whole([1, 2])))
    assert named(two(segments=segments)) == [("free_seats", (0,)), ("reserved", (0,)), ("reserved", (1,))]


def test_a_segment_that_must_have_more_than_are_eligible_stands_alone():
    assert named(two(segments=(Segment(0, Kind.AT_LEAST, 3, whole([0, 1])),))) == [("at_least", (0,))]


def test_floors_that_ask_for_more_seats_than_there_are_are_named():
    given = two(seats=1, area=whole([0, 0, 1, 1]), floors=table([(0, 1), (1, 1)]))
    assert named(given) == [("floor", (0,)), ("floor", (1,)), ("free_seats", ())]


def test_a_contradiction_needs_each_of_its_conditions():
    found = 0
    for seed in range(80):
        given = draw(random.Random(f"contradiction {seed}"))
        try:
            solve(given)
        except Contradiction as error:
            conditions = set(error.conditions)
            assert try_all(only(given, conditions)) is None
            assert all(try_all(only(given, conditions - {one})) for one in conditions)
            found += 1
    assert found > 5


def test_a_contradiction_reads_as_what_contradicts():
    assert str(Contradiction((Condition("pin", (0, 1)), Condition("free_seats", (1,))))) == "pin[0, 1], free_seats[1]"

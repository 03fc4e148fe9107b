import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.partners.domain import seats
from shared.errors import RuleBroken

numbers = st.integers(0, 30)
lines = st.lists(st.integers(), unique=True, max_size=30)


@given(numbers, numbers)
def test_there_are_never_fewer_than_no_free_seats(quota, taken):
    assert seats.free(quota, taken) == max(quota - taken, 0)


@given(lines, numbers)
def test_a_selection_is_split_in_its_order(selection, free):
    seated, waiting = seats.split(selection, free)
    assert [*seated, *waiting] == selection
    assert len(seated) == min(free, len(selection))


@given(lines, numbers, st.sets(st.integers()))
def test_promotion_follows_the_order_and_names_whom_it_passes(waiting, free, others):
    barred = others | set(waiting[::3])
    promoted, passed = seats.next_in_line(waiting, free, barred)
    assert promoted == [item for item in waiting if item not in barred][:free]
    ahead = waiting[: waiting.index(promoted[-1])] if promoted else []
    assert set(ahead) <= set(promoted) | set(passed)
    assert not set(passed) & set(promoted)


@pytest.mark.parametrize("state", ["paused", "closed", "completed", "cancelled"])
def test_nobody_is_promoted_unless_the_offer_is_open(state):
    assert not seats.may_promote(state, started=False)


def test_nobody_is_promoted_after_the_start():
    assert seats.may_promote("open", started=False)
    assert not seats.may_promote("open", started=True)


def test_the_quota_may_equal_the_seats_taken_but_not_be_less():
    seats.require_quota(5, 5)
    with pytest.raises(RuleBroken):
        seats.require_quota(4, 5)

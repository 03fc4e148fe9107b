"""The place of one IKM among those who fit, and what it lacks to the last seat, agree with the list itself."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.partners.domain.columns import halves_of
from services.partners.domain.nomination import SUGGESTED
from services.partners.domain.ranking import Ranking
from tests.partners.domain.examples import weighed
from tests.partners.domain.test_matching import OFFER, lists, some


@some
@given(lists, st.data())
def test_whoever_fits_has_the_place_of_the_list_and_anybody_else_the_one_it_would_have(found, data) -> None:
    seen = Ranking(weighed(found, OFFER), [])
    listed = [int(row) for row in seen.group(SUGGESTED)]
    for row in range(len(found)):
        rivals = [other for other in listed if other != row]
        among = sorted([*rivals, row], key=seen.weighed.precedence)
        assert seen.place(row) == among.index(row) + 1
        if row in listed:
            assert seen.place(row) == listed.index(row) + 1


@some
@given(lists, st.integers(0, 4))
def test_what_is_lacking_is_told_only_of_those_whom_the_seats_do_not_reach(found, seats) -> None:
    seen = Ranking(weighed(found, OFFER), [])
    listed, scores = [int(row) for row in seen.group(SUGGESTED)], seen.weighed.scores
    for row in range(len(found)):
        lack = seen.lacks(row, seats)
        if seats == 0 or seen.place(row) <= seats:
            assert lack is None
        else:
            assert lack == scores[listed[seats - 1]] - scores[row] >= 0


@some
@given(lists, st.data())
def test_what_a_search_finds_keeps_its_order_and_a_stranger_is_not_in_it(found, data) -> None:
    seen = Ranking(weighed(found, OFFER), [])
    listed = seen.group(SUGGESTED)
    searched = data.draw(st.sets(st.sampled_from([item.ikm_id for item in found]))) if found else set()
    written = halves_of("".join(ikm_id.hex for ikm_id in [*searched, uuid4()]))
    assert seen.ids(seen.among(listed, written)) == [ikm_id for ikm_id in seen.ids(listed) if ikm_id in searched]

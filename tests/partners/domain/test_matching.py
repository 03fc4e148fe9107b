import json
from datetime import date
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.partners.domain import matching
from services.partners.domain.policy import Policy
from tests.partners.domain.examples import START, ikm, programme, training

days = st.dates(date(2020, 1, 1), START)
profiles = st.builds(
    ikm,
    ikm_id=st.uuids(),
    cluster=st.sampled_from(["PISANG", "ROTAN", None]),
    kecamatan_code=st.sampled_from(["64.08.10", "64.08.04", None]),
    needs=st.sampled_from([{}, {"PENGEMASAN": 1}, {"PENGEMASAN": 3}]),
    registered_on=days,
    trainings=st.lists(st.builds(training, held_on=days), max_size=2).map(tuple),
)
lists = st.lists(profiles, max_size=8, unique_by=lambda profile: profile.ikm_id)
OFFER = programme(kecamatan=frozenset({"64.08.10"}))


def written(matches):
    return json.dumps(
        [[str(item.ikm_id), item.state, [point.as_json() for point in item.points]] for item in matches]
    ).encode()


@given(lists, st.randoms())
@settings(max_examples=50)
def test_the_same_ikm_give_the_same_result_to_the_byte_in_whatever_order_they_come(found, random):
    shuffled = random.sample(found, len(found))
    assert written(matching.matches(found, OFFER, Policy())) == written(matching.matches(shuffled, OFFER, Policy()))


@given(lists)
@settings(max_examples=50)
def test_scores_lie_between_0_and_100_and_fall(found):
    scores = [item.score for item in matching.matches(found, OFFER, Policy())]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)


@given(lists)
@settings(max_examples=50)
def test_whoever_is_not_suggested_is_told_what_is_missing(found):
    for item in matching.matches(found, OFFER, Policy()):
        assert bool(item.findings) == (item.state != "suggested")


def test_ties_go_to_the_longest_unserved_then_the_first_registered_then_the_smallest_id():
    long_ago, longer_ago = (training(date(2023, 1, day)) for day in (2, 1))
    found = [
        ikm(ikm_id=UUID(int=4), trainings=(long_ago,)),
        ikm(ikm_id=UUID(int=3), trainings=(longer_ago,), registered_on=date(2024, 1, 2)),
        ikm(ikm_id=UUID(int=2), trainings=(longer_ago,)),
        ikm(ikm_id=UUID(int=1), trainings=(longer_ago,)),
    ]
    assert [item.ikm_id.int for item in matching.matches(found, programme(), Policy())] == [1, 2, 3, 4]

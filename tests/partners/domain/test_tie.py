"""What was not asked is told from what gives no points."""

import numpy as np

from services.partners.domain.chain import EFFECTS
from services.partners.domain.policy import Policy
from services.partners.domain.ranking import Ranking
from services.partners.domain.reason import NOT_ASKED
from services.partners.domain.tie import QUESTIONS
from tests.partners.domain.examples import ikm, weighed

BARE = {"cluster": None, "kecamatan_code": None, "needs": {}, "has_email": False, "has_phone": False}
NO_EFFECTS = {"workers": 1, "local_material": "no", "supplies_others": "no", "in_sentra": "no"}


def gaps(*profiles, policy=None):
    tie = Ranking(weighed(profiles, policy=policy), ()).tie(np.arange(len(profiles)), 1)
    assert tie
    return tie.gaps


def test_each_criterion_and_each_effect_that_was_not_asked_is_counted():
    found = gaps(ikm(**BARE), ikm(**BARE))
    assert dict(found) == dict.fromkeys((*NOT_ASKED, *EFFECTS), 2)


def test_what_most_were_not_asked_comes_first():
    found = gaps(ikm(**NO_EFFECTS), ikm(**NO_EFFECTS | {"in_sentra": None}), ikm(**NO_EFFECTS | {"in_sentra": None,
                 "workers": None}))  # fmt: skip
    assert found == [("in_sentra", 2), ("workers", 1)]


def test_what_was_answered_by_no_is_not_asked_again():
    assert gaps(ikm(**NO_EFFECTS), ikm(**NO_EFFECTS)) == []


def test_what_earns_no_points_is_not_asked():
    none = Policy(weights={**Policy().weights, "chain": 0, "cluster": 20})
    assert gaps(ikm(), ikm(), policy=none) == []


def test_a_tie_says_how_many_share_the_points_and_how_many_seats_are_left_for_them():
    found = Ranking(weighed([ikm(), *(ikm(cluster="ROTAN") for _ in range(3))]), ())
    tie = found.tie(np.arange(4), 2)
    assert (tie.count, tie.seats) == (3, 1)


def test_seats_that_end_between_different_points_are_no_tie():
    assert Ranking(weighed([ikm(), ikm(cluster="ROTAN")]), ()).tie(np.arange(2), 1) is None


def test_there_is_a_question_for_each():
    assert QUESTIONS.keys() == {*NOT_ASKED, *EFFECTS}

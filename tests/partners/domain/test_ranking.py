"""Where many have the same points, what was not asked is told from what gives no points."""

from uuid import UUID

from services.partners.domain.ranking import Ranking
from services.partners.domain.reason import NOT_ASKED
from services.partners.domain.tie import QUESTIONS
from tests.partners.domain.examples import ikm, weighed

BARE = {"cluster": None, "kecamatan_code": None, "needs": {}, "has_email": False, "has_phone": False}


def ranked(*profiles):
    weighing = weighed([ikm(ikm_id=UUID(int=number), **values) for number, values in enumerate(profiles, 1)])
    ranking = Ranking(weighing, decided=())
    return ranking, ranking.best_first(ranking.undecided)


def test_each_criterion_that_was_not_asked_is_counted_most_first():
    ranking, rows = ranked({"cluster": None}, {"cluster": "ROTAN"}, {"cluster": None})
    assert ranking.tie(rows, 2).gaps == [("cluster", 2)]


def test_whatever_can_be_not_asked_is_counted():
    ranking, rows = ranked(BARE, BARE)
    assert dict(ranking.tie(rows, 1).gaps) == dict.fromkeys(NOT_ASKED, 2)


def test_a_tie_says_how_many_share_the_points_and_how_many_seats_are_left_for_them():
    ranking, rows = ranked({}, {"cluster": "ROTAN"}, {"cluster": "ROTAN"}, {"cluster": "ROTAN"})
    tie = ranking.tie(rows, 2)
    assert (tie.score, tie.count, tie.seats) == (75, 3, 1)


def test_seats_that_end_between_different_points_are_no_tie():
    ranking, rows = ranked({}, {"cluster": "ROTAN"})
    assert ranking.tie(rows, 1) is None


def test_there_is_a_question_for_each():
    assert QUESTIONS.keys() == NOT_ASKED.keys()

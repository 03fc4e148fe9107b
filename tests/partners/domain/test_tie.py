"""What was not asked is told from what gives no points."""

from services.partners.domain.reason import NOT_ASKED
from services.partners.domain.tie import QUESTIONS, gaps
from tests.partners.domain.examples import ikm, programme, weighed_one


def parts(**values):
    return weighed_one(ikm(**values), programme()).match(0).breakdown


def test_each_criterion_that_was_not_asked_is_counted_most_first():
    bare = parts(cluster=None, kecamatan_code=None, needs={}, has_email=False, has_phone=False)
    known = parts(cluster=None)
    found = gaps([bare, known])
    assert found[0] == ("cluster", 2)
    assert dict(found).keys() == NOT_ASKED.keys()


def test_there_is_a_question_for_each():
    assert QUESTIONS.keys() == NOT_ASKED.keys()

"""What was not asked is told from what gives no points."""

from services.partners.domain.policy import Policy
from services.partners.domain.score import NOT_RECORDED, breakdown
from services.partners.domain.tie import QUESTIONS, gaps
from tests.partners.domain.examples import ikm, programme


def parts(**values):
    return [part.as_json() for part in breakdown(ikm(**values), programme(), Policy())]


def test_each_criterion_that_was_not_asked_is_counted_most_first():
    bare = parts(cluster=None, kecamatan_code=None, needs={}, has_email=False, has_phone=False)
    known = parts(cluster=None)
    found = gaps([bare, known])
    assert found[0] == ("cluster", 2)
    assert dict(found).keys() == NOT_RECORDED.keys()


def test_there_is_a_question_for_each():
    assert QUESTIONS.keys() == NOT_RECORDED.keys()

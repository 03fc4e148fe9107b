import pytest
from marshmallow import ValidationError

from services.partners.domain.answer import Answer
from services.partners.schemas.invitation import AnswerSchema, RecordedAnswerSchema, answer_of


def test_an_answer_is_read_without_what_does_not_belong_to_it():
    data = AnswerSchema().load({"answer": "delegated", "delegate_name": " Rina ", "delegate_relation": "anak",
                                "reason": "lupa"})  # fmt: skip
    assert answer_of(data) == Answer("delegated", delegate_name="Rina", delegate_relation="anak")


def test_only_the_three_answers_are_known():
    with pytest.raises(ValidationError):
        AnswerSchema().load({"answer": "expired"})


def test_staff_cannot_claim_that_an_answer_came_by_link():
    with pytest.raises(ValidationError):
        RecordedAnswerSchema().load({"answer": "accepted", "source": "link"})

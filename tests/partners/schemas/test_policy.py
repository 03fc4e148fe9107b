from services.partners.domain.policy import FIRST_WEIGHTS
from services.partners.schemas.policy import PolicySchema

POLICY = {"version": 1, "weights": dict(FIRST_WEIGHTS), "yearly_cap": 3, "lately_days": 365, "answer_days": 2}


def test_the_first_policy_is_accepted():
    assert PolicySchema().validate(POLICY) == {}


def test_points_must_add_up_to_100():
    assert "weights" in PolicySchema().validate({**POLICY, "weights": {**FIRST_WEIGHTS, "need": 31}})

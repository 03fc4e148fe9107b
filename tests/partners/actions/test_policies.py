import pytest

from services.partners.actions import policies
from shared.errors import StaleForm
from tests.partners.factories import keep_ikm, opened, suggestions, sweep


def test_a_new_policy_is_a_new_version_and_suggestions_follow(database):
    with database.transaction() as session:
        keep_ikm(session)
        offer = opened(session)
        old = suggestions(session, offer)[0].score
        weights = {"need": 0, "cluster": 0, "severity": 0, "unserved": 0, "mobility": 0, "momentum": 100,
                   "reachable": 0}  # fmt: skip
        policies.change_policy(session, {"weights": weights}, version=1)
    sweep(database)
    with database.transaction() as session:
        (row,) = suggestions(session, offer)
        assert (row.policy_version, row.score, old) == (2, 0, 95)


def test_a_policy_form_older_than_the_version_in_force_is_refused(database):
    with database.transaction() as session:
        policies.change_policy(session, {"yearly_cap": 5}, version=1)
        with pytest.raises(StaleForm):
            policies.change_policy(session, {"yearly_cap": 4}, version=1)

import pytest
from sqlalchemy import func, select

from services.partners.actions import policies
from services.partners.models import PolicyVersion
from services.partners.models.policy import latest
from shared.change import Change
from shared.errors import StaleForm
from tests.partners.actions.test_races import at_once
from tests.partners.factories import keep_ikm, opened, suggestions

ALL_FOR_MOMENTUM = {
    "need": 0, "cluster": 0, "severity": 0, "unserved": 0, "mobility": 0, "momentum": 100, "reachable": 0,
}  # fmt: skip


def versions(session):
    return session.scalar(select(func.count(PolicyVersion.version)))


def test_a_new_policy_is_a_new_version_and_suggestions_follow(database):
    with database.transaction() as session:
        keep_ikm(session)
        offer = opened(session)
        old = suggestions(session, offer)[0].score
        policies.change_policy(session, {"weights": ALL_FOR_MOMENTUM}, version=1)
    with database.transaction() as session:
        (row,) = suggestions(session, offer)
        assert (row.policy_version, row.score, old) == (2, 0, 95)


def test_a_version_of_before_a_criterion_was_known_gives_it_nothing_and_may_be_changed(database):
    with database.transaction() as session:
        latest(session).weights = {"need": 70, "cluster": 30}
    with database.transaction() as session:
        keep_ikm(session)
        (row,) = suggestions(session, opened(session))
        points = {part["criterion"]: (part["points"], part["of"]) for part in row.breakdown}
        assert (points["need"], points["chain"], row.score) == ((70, 70), (0, 0), 100)
        changed = {**latest(session).weights, "need": 60, "chain": 10}
        assert policies.change_policy(session, {"weights": changed}, version=1).content()["weights"]["chain"] == 10


def test_the_office_says_which_kecamatan_are_hard_to_reach(database):
    with database.transaction() as session:
        keep_ikm(session, kecamatan_code="64.08.10")
        offer = opened(session)
        policies.change_policy(session, {"low_mobility": ["64.08.04"]}, version=1)
    with database.transaction() as session:
        (row,) = suggestions(session, offer)
        points = {part["criterion"]: part["points"] for part in row.breakdown}
        assert (points["mobility"], row.score) == (0, 85)


def test_a_policy_form_older_than_the_version_in_force_is_refused(database):
    with database.transaction() as session:
        policies.change_policy(session, {"yearly_cap": 5}, version=1)
        with pytest.raises(StaleForm):
            policies.change_policy(session, {"yearly_cap": 4}, version=1)


def test_the_same_form_again_is_no_second_version(database):
    with database.transaction() as session:
        for _ in range(2):
            policies.change_policy(session, {"yearly_cap": 5, "low_mobility": ["64.08.10", "64.08.01"]}, version=1)
        policies.change_policy(session, {"low_mobility": ["64.08.01", "64.08.10", "64.08.10"]}, version=2)
        assert versions(session) == 2


def test_the_same_form_sent_ten_times_at_once_is_one_version(database):
    def send(_):
        with database.transaction() as session:
            policies.change_policy(session, {"yearly_cap": 5}, version=1)

    assert at_once(send, range(10)) == []
    with database.transaction() as session:
        assert versions(session) == 2
        assert session.scalar(select(func.count(Change.id)).where(Change.noun == "policy")) == 1


def test_of_different_forms_sent_at_once_one_is_taken_and_the_others_are_stale(database):
    def send(cap):
        with database.transaction() as session:
            policies.change_policy(session, {"yearly_cap": cap}, version=1)

    errors = at_once(send, range(4, 10))
    assert [type(error) for error in errors] == [StaleForm] * 5
    with database.transaction() as session:
        assert versions(session) == 2


def test_what_is_left_out_stays_as_it_is(database):
    with database.transaction() as session:
        first = latest(session).content()
        changed = policies.change_policy(session, {"yearly_cap": 5}, version=1)
        assert changed.content() == {**first, "yearly_cap": 5}

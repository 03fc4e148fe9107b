"""Earlier versions of the policy stay readable, each with who made it and what it changed."""

from uuid import uuid4

import pytest

from services.partners.actions import account_opening, policies
from services.partners.queries.policies import get_version, list_versions
from shared.context import Actor, acting_as
from shared.database import Database
from shared.errors import NotFound


@pytest.fixture
def rahma(database: Database) -> Actor:
    """She changed the policy twice."""
    with database.transaction() as session:
        account = account_opening.create_account(session, id=uuid4(), email="rahma@contoh.id", name="Rahma",
                                                 role="staff", password="kalimat yang panjang",
                                                 institution_id=None)  # fmt: skip
        actor = Actor(account.id, account.name, account.role)
        with acting_as(actor):
            policies.change_policy(session, {"yearly_cap": 5}, version=1)
            policies.change_policy(session, {"low_mobility": [], "answer_days": 4}, version=2)
    return actor


def test_the_newest_is_in_force_and_the_first_is_nobodys(database: Database, rahma: Actor) -> None:
    with database.reading() as session:
        views, total = list_versions(session, 25)
        told = [(view.policy.version, view.changed_by, view.changed) for view in views]
        assert get_version(session).policy.version == 3
    assert total == 3
    assert told == [(3, "Rahma", ["low_mobility", "answer_days"]), (2, "Rahma", ["yearly_cap"]), (1, None, [])]


def test_each_page_knows_what_came_before(database: Database, rahma: Actor) -> None:
    with database.reading() as session:
        (second,), _ = list_versions(session, 1, offset=1)
        assert second == get_version(session, 2)
        assert second.before is not None
        assert (second.before.yearly_cap, second.policy.yearly_cap) == (3, 5)


@pytest.mark.parametrize("number", [0, 4])
def test_a_version_that_never_was_is_not_there(database: Database, rahma: Actor, number: int) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        get_version(session, number)

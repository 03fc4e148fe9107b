"""What other rules would change is what they change."""

from uuid import UUID

import pytest

from services.partners.actions import policies
from services.partners.domain.policy import FIRST_WEIGHTS
from services.partners.models.offer import Offer
from services.partners.models.policy import latest
from services.partners.queries import roster
from services.partners.queries.policy_effects import effects
from shared.database import Database
from tests.partners import factories
from tests.partners.queries.conftest import CountQueries

FAR_AWAY_FIRST = {"weights": {**FIRST_WEIGHTS, "cluster": 0, "mobility": 30}}


@pytest.fixture
def near_and_far(database: Database) -> None:
    """Two seats; two IKM of a priority cluster in town are before two others far away."""
    with database.transaction() as session:
        factories.keep_ikm(session, 2, cluster="PISANG", kecamatan_code="64.08.04")
        factories.keep_ikm(session, 2, cluster=None, kecamatan_code="64.08.10")
        factories.opened(session, title="Bimtek foto produk", quota=2)


@pytest.mark.usefixtures("near_and_far")
def test_the_rules_in_force_change_nothing(database: Database) -> None:
    with database.reading() as session:
        (effect,) = effects(session, latest(session).rules())
    assert (effect.free, effect.others, effect.fit_now, effect.fit_then) == (2, 0, 4, 4)


@pytest.mark.usefixtures("near_and_far")
def test_other_points_put_others_first_as_saving_them_does(database: Database) -> None:
    with database.transaction() as session:
        (before,) = effects(session, latest(session).rules(FAR_AWAY_FIRST))
        offer = session.get_one(Offer, UUID(before.offer_id))
        was = {row.ikm_id for row in factories.suggestions(session, offer)[:2]}
        policies.change_policy(session, FAR_AWAY_FIRST, version=1)
    with database.reading() as session:
        became = {row.ikm_id for row in factories.suggestions(session, offer)[:2]}
        (after,) = effects(session, latest(session).rules())
    assert before.others == len(became - was) == 2
    assert after.others == 0


@pytest.mark.usefixtures("near_and_far")
def test_a_lower_cap_lets_fewer_fit(database: Database) -> None:
    with database.transaction() as session:
        seated = factories.opened(session, quota=4)
        chosen = [row.ikm_id for row in factories.suggestions(session, seated)]
        factories.invitations.confirm_selection(session, seated.id, chosen)
    with database.reading() as session:
        found = {UUID(item.offer_id): item for item in effects(session, latest(session).rules({"yearly_cap": 1}))}
        other = next(item for offer_id, item in found.items() if offer_id != seated.id)
    assert (found[seated.id].free, found[seated.id].others) == (0, 0)
    assert other.fit_then == 0


def test_the_number_of_queries_does_not_grow_with_the_offers(database: Database, counted: CountQueries) -> None:
    sizes = []
    for _ in range(2):
        with database.transaction() as session:
            factories.keep_ikm(session, 3)
            for _ in range(2):
                factories.opened(session)
        with database.reading() as session:
            roster.current(session)
        with database.reading() as session, counted() as statements:
            effects(session, latest(session).rules())
        sizes.append(len(statements))
    assert sizes[0] == sizes[1] <= 12

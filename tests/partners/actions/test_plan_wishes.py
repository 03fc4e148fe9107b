"""What staff lay down holds in every plan."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.partners.actions import offers
from services.partners.actions.plan_wishes import drop_wish, wish
from services.partners.domain.assignment.refusals import Contradiction
from services.partners.domain.assignment.solve import solve
from services.partners.models import PlanMiss, PlanWish
from services.partners.queries.contradiction import cannot_hold
from services.partners.queries.placement import facts
from shared.change import Change
from shared.database import Database
from shared.errors import InvalidInput, NotFound, RuleBroken
from tests.partners import factories
from tests.partners.actions.test_plan_acceptance import drawn, proposed

WHY = "Sudah dijanjikan"


@pytest.fixture
def offer_id(database: Database) -> UUID:
    """One seat that three fit alike, and a plan for it."""
    with database.transaction() as session:
        factories.keep_ikm(session, 3)
        offer_id = factories.opened(session, quota=1).id
    with database.transaction() as session:
        drawn(session)
    return offer_id


def others(database: Database) -> list[UUID]:
    with database.reading() as session:
        return list(session.scalars(select(PlanMiss.ikm_id)))


def test_whoever_is_always_wanted_has_the_seat_in_the_next_plan(database: Database, offer_id: UUID) -> None:
    chosen = others(database)[0]
    with database.transaction() as session:
        wish(session, offer_id, [chosen], "pin", WHY)
    with database.transaction() as session:
        drawn(session)
        assert proposed(session, offer_id) == [chosen]


def test_whoever_is_never_wanted_has_none_and_is_left_to_the_plan_again(database: Database, offer_id: UUID) -> None:
    with database.transaction() as session:
        (first,) = proposed(session, offer_id)
        wish(session, offer_id, [first], "exclude", WHY)
    with database.transaction() as session:
        drawn(session)
        assert first not in proposed(session, offer_id)
        for _ in range(2):
            drop_wish(session, offer_id, first)
        assert session.scalars(select(PlanWish)).all() == []


def test_the_history_keeps_who_wanted_it_and_why(database: Database, offer_id: UUID) -> None:
    chosen = others(database)[0]
    with database.transaction() as session:
        wish(session, offer_id, [chosen], "pin", WHY)
    with database.reading() as session:
        change = session.scalars(select(Change).where(Change.action == "pin_in_plan")).one()
        assert (change.noun_id, change.reason) == (chosen, WHY)


def test_more_always_wanted_than_seats_are_named_and_no_plan_is_made(database: Database, offer_id: UUID) -> None:
    with database.transaction() as session:
        wish(session, offer_id, others(database), "pin", WHY)
    with database.reading() as session:
        found = facts(session)
        with pytest.raises(Contradiction) as refused:
            solve(found.placement.instance)
        told = str(cannot_hold(session, found.placement, refused.value.conditions))
    assert "Bimtek foto produk" in told
    assert "tempat kosong" in told


def test_a_pin_of_whoever_does_not_fit_asks_for_nothing(database: Database, offer_id: UUID) -> None:
    with database.transaction() as session:
        (stranger,) = factories.keep_ikm(session, 1, status="inactive")
        wish(session, offer_id, [stranger], "pin", WHY)
    with database.transaction() as session:
        assert drawn(session).seats == 1


def test_what_cannot_be_is_refused_and_nothing_is_kept(database: Database, offer_id: UUID) -> None:
    chosen = others(database)[0]
    for ids, reason, error in (([], WHY, RuleBroken), ([chosen], " ", InvalidInput), ([uuid4()], WHY, NotFound)):
        with pytest.raises(error), database.transaction() as session:
            wish(session, offer_id, ids, "pin", reason)
    with database.transaction() as session:
        offers.close_offer(session, offer_id)
    with pytest.raises(RuleBroken), database.transaction() as session:
        wish(session, offer_id, [chosen], "pin", WHY)
    with database.reading() as session:
        assert session.scalars(select(PlanWish)).all() == []


def test_two_who_want_the_opposite_at_once_leave_one_wish(database: Database, offer_id: UUID) -> None:
    chosen = others(database)[0]

    def want(kind: str) -> None:
        with database.transaction() as session:
            wish(session, offer_id, [chosen], kind, WHY)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(want, ["pin", "exclude"]))
    with database.reading() as session:
        assert len(session.scalars(select(PlanWish)).all()) == 1

"""Which offers should be larger: the price is what a plan with one more seat really gains."""

from sqlalchemy.orm import Session

from services.partners.actions import offers
from services.partners.queries.missing_seats import count_missing_seats, missing_seats
from services.partners.queries.plan import count_misses, misses_of
from shared.database import Database
from tests.partners import factories
from tests.partners.actions.test_plan_acceptance import drawn


def four_for_two_seats(session: Session) -> None:
    factories.keep_ikm(session, 2, cluster="PISANG")
    factories.keep_ikm(session, 2, cluster=None)
    factories.opened(session, title="Foto", quota=1)
    factories.opened(session, title="Ekspor", topic="EKSPOR", quota=1)


def test_one_more_seat_gains_what_it_says(database: Database) -> None:
    with database.transaction() as session:
        four_for_two_seats(session)
    with database.transaction() as session:
        plan = drawn(session)
        points = plan.points
        first, second = missing_seats(session, plan, 10, 0)
        assert count_missing_seats(session, plan) == 2
        assert (first.offer.title, first.row.one_more >= second.row.one_more) == ("Foto", True)
        assert plan.exact
        gain, offer = first.row.one_more, first.offer
        assert first.names
        offers.change_quota(session, offer.id, 2)
    with database.transaction() as session:
        assert drawn(session).points == points + gain


def test_with_the_seats_that_are_to_be_asked_for_all_who_are_named_are_served(database: Database) -> None:
    with database.transaction() as session:
        four_for_two_seats(session)
        factories.keep_ikm(session, 3, cluster=None, kecamatan_code="64.08.04")
    with database.transaction() as session:
        plan = drawn(session)
        points, left = plan.points, count_misses(session, plan)
        asked = missing_seats(session, plan, 10, 0)
        assert sum(item.waiting for item in asked) == left == 5
        assert all(len(item.names) >= min(item.waiting, 5) for item in asked)
        for item in asked:
            assert len(misses_of(session, plan, 10, 0, item.offer.id)) == item.waiting
            offers.change_quota(session, item.offer.id, (item.offer.quota or 0) + item.waiting)
        gain = sum(item.points for item in asked)
    with database.transaction() as session:
        plan = drawn(session)
        assert count_misses(session, plan) == 0
        assert plan.points >= points + gain


def test_with_seats_for_all_none_is_missing(database: Database) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 2)
        factories.opened(session, quota=3)
    with database.transaction() as session:
        plan = drawn(session)
        assert missing_seats(session, plan, 10, 0) == []
        assert count_missing_seats(session, plan) == 0

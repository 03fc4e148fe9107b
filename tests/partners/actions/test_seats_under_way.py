"""A seat is given and not committed yet while its IKM becomes another, is restricted or closes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import offers
from services.partners.actions.nominations import withdraw_nomination
from services.partners.actions.readmissions import readmit_nomination
from services.partners.domain.nomination import TAKES_A_SEAT
from services.partners.models import Nomination, Offer
from shared.database import Database
from shared.errors import RuleBroken
from tests.partners.actions.test_seats_of_one_ikm import DAY, confirm, ids, of, programmes
from tests.partners.factories import ikm_changes, merged

pytestmark = pytest.mark.parametrize("backend", ["postgresql"])
Step = Callable[[Session], object]


def under_way(database: Database, first: Step, second: Step) -> None:
    """Take the first step and, before it is committed, begin the second; raise what the second came to."""

    def work() -> None:
        with database.transaction() as session:
            second(session)

    with ThreadPoolExecutor() as pool:
        with database.transaction() as session:
            first(session)
            begun = pool.submit(work)
            wait([begun], timeout=0.5)
        begun.result()


def seats(database: Database) -> list[tuple[UUID, UUID]]:
    """Offer and IKM of every seat taken."""
    taken = select(Nomination.offer_id, Nomination.ikm_id).where(Nomination.state.in_(TAKES_A_SEAT))
    with database.transaction() as session:
        return [(row.offer_id, row.ikm_id) for row in session.execute(taken)]


def two_records(database: Database) -> tuple[list[Offer], UUID, UUID]:
    """Two offers at the same hours, and two records of one IKM."""
    running = programmes(database, [DAY] * 2, ikm=2)
    gone, kept = ids(database, running[0])
    return running, gone, kept


def test_a_seat_being_given_goes_with_the_record_that_is_merged_meanwhile(database):
    running, gone, kept = two_records(database)
    under_way(
        database,
        partial(confirm, offer=running[0], chosen=[gone]),
        partial(merged, ikm_id=gone, into_id=kept),
    )
    assert seats(database) == [(running[0].id, kept)]
    with pytest.raises(RuleBroken), database.transaction() as session:
        confirm(session, running[1], [kept])


def test_of_two_seats_being_given_at_the_same_hours_a_merger_leaves_one(database):
    running, gone, kept = two_records(database)

    def give_both(session: Session) -> None:
        confirm(session, running[0], [gone])
        confirm(session, running[1], [kept])

    under_way(database, give_both, partial(merged, ikm_id=gone, into_id=kept))
    assert [ikm_id for _, ikm_id in seats(database)] == [kept]


def test_a_seat_being_given_in_a_paused_offer_goes_along_too(database):
    running, gone, kept = two_records(database)

    def give_and_pause(session: Session) -> None:
        confirm(session, running[0], [gone])
        offers.pause_offer(session, running[0].id)

    under_way(database, give_and_pause, partial(merged, ikm_id=gone, into_id=kept))
    assert seats(database) == [(running[0].id, kept)]


def test_a_merger_under_way_gives_the_record_that_goes_no_seat(database):
    running, gone, kept = two_records(database)
    with pytest.raises(RuleBroken):
        under_way(
            database,
            partial(merged, ikm_id=gone, into_id=kept),
            partial(confirm, offer=running[0], chosen=[gone]),
        )
    assert seats(database) == []


@pytest.mark.parametrize("merger_first", [True, False])
def test_a_seat_given_again_during_a_merger_is_of_the_ikm_that_remains(database, merger_first):
    running, gone, kept = two_records(database)
    with database.transaction() as session:
        confirm(session, running[0], [gone])
        (nomination_id,) = (item.id for item in of(session, running[0]))
        withdraw_nomination(session, nomination_id, "Berhalangan")
    steps = [
        partial(readmit_nomination, nomination_id=nomination_id),
        partial(merged, ikm_id=gone, into_id=kept),
    ]
    under_way(database, *(reversed(steps) if merger_first else steps))
    assert seats(database) == [(running[0].id, kept)]


@pytest.mark.parametrize("change", [{"restricted": True}, {"status": "inactive"}])
def test_a_seat_being_given_is_taken_back_where_the_ikm_may_not_have_it(database, change):
    running, gone, _ = two_records(database)
    under_way(
        database,
        partial(confirm, offer=running[0], chosen=[gone]),
        partial(ikm_changes, ikm_id=gone, **change),
    )
    assert seats(database) == []


@pytest.mark.parametrize("change", [{"restricted": True}, {"status": "inactive"}])
def test_no_seat_is_given_to_whoever_is_being_barred_from_it(database, change):
    running, gone, _ = two_records(database)
    with pytest.raises(RuleBroken):
        under_way(
            database,
            partial(ikm_changes, ikm_id=gone, **change),
            partial(confirm, offer=running[0], chosen=[gone]),
        )
    assert seats(database) == []

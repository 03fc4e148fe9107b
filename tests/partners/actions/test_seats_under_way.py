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
from tests.partners.actions.test_seats_of_one_ikm import DAY, confirm, of, programmes
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


def two_records(database: Database) -> tuple[list[Offer], list[Nomination], list[Nomination]]:
    """Two offers at the same hours, and the suggestions that two records of one IKM have in each."""
    running = programmes(database, [DAY] * 2, ikm=2)
    with database.transaction() as session:
        first, second = (of(session, offer) for offer in running)
    return running, first, second


def test_a_seat_being_given_goes_with_the_record_that_is_merged_meanwhile(database):
    running, first, second = two_records(database)
    gone, kept = first[0], second[1]
    under_way(
        database,
        partial(confirm, offer=running[0], chosen=[gone.id]),
        partial(merged, ikm_id=gone.ikm_id, into_id=kept.ikm_id),
    )
    assert seats(database) == [(running[0].id, kept.ikm_id)]
    with pytest.raises(RuleBroken), database.transaction() as session:
        confirm(session, running[1], [kept.id])


def test_of_two_seats_being_given_at_the_same_hours_a_merger_leaves_one(database):
    running, first, second = two_records(database)
    gone, kept = first[0], second[1]

    def give_both(session: Session) -> None:
        confirm(session, running[0], [gone.id])
        confirm(session, running[1], [kept.id])

    under_way(database, give_both, partial(merged, ikm_id=gone.ikm_id, into_id=kept.ikm_id))
    assert [ikm_id for _, ikm_id in seats(database)] == [kept.ikm_id]


def test_a_seat_being_given_in_a_paused_offer_goes_along_too(database):
    running, first, second = two_records(database)
    gone, kept = first[0], second[1]

    def give_and_pause(session: Session) -> None:
        confirm(session, running[0], [gone.id])
        offers.pause_offer(session, running[0].id)

    under_way(database, give_and_pause, partial(merged, ikm_id=gone.ikm_id, into_id=kept.ikm_id))
    assert seats(database) == [(running[0].id, kept.ikm_id)]


def test_a_merger_under_way_gives_the_record_that_goes_no_seat(database):
    running, first, second = two_records(database)
    gone, kept = first[0], second[1]
    with pytest.raises(RuleBroken):
        under_way(
            database,
            partial(merged, ikm_id=gone.ikm_id, into_id=kept.ikm_id),
            partial(confirm, offer=running[0], chosen=[gone.id]),
        )
    assert seats(database) == []


@pytest.mark.parametrize("merger_first", [True, False])
def test_a_seat_given_again_during_a_merger_is_of_the_ikm_that_remains(database, merger_first):
    running, first, second = two_records(database)
    gone, kept = first[0], second[1]
    with database.transaction() as session:
        confirm(session, running[0], [gone.id])
        withdraw_nomination(session, gone.id, "Berhalangan")
    steps = [
        partial(readmit_nomination, nomination_id=gone.id),
        partial(merged, ikm_id=gone.ikm_id, into_id=kept.ikm_id),
    ]
    under_way(database, *(reversed(steps) if merger_first else steps))
    assert seats(database) == [(running[0].id, kept.ikm_id)]


@pytest.mark.parametrize("change", [{"restricted": True}, {"status": "inactive"}])
def test_a_seat_being_given_is_taken_back_where_the_ikm_may_not_have_it(database, change):
    running, first, _ = two_records(database)
    under_way(
        database,
        partial(confirm, offer=running[0], chosen=[first[0].id]),
        partial(ikm_changes, ikm_id=first[0].ikm_id, **change),
    )
    assert seats(database) == []


@pytest.mark.parametrize("change", [{"restricted": True}, {"status": "inactive"}])
def test_no_seat_is_given_to_whoever_is_being_barred_from_it(database, change):
    running, first, _ = two_records(database)
    with pytest.raises(RuleBroken):
        under_way(
            database,
            partial(ikm_changes, ikm_id=first[0].ikm_id, **change),
            partial(confirm, offer=running[0], chosen=[first[0].id]),
        )
    assert seats(database) == []

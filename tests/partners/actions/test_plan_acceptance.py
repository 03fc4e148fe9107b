"""Seats of the plan are given the way every seat is given."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import offers
from services.partners.actions.nominations import dismiss_nominations
from services.partners.actions.plan_acceptance import accept_seats
from services.partners.actions.plans import store
from services.partners.domain.assignment.solve import solve
from services.partners.models import Invitation, Offer, Plan, PlanSeat
from services.partners.queries.placement import facts
from shared.change import Change
from shared.database import Database
from shared.errors import Refused, RuleBroken
from tests.partners import factories

Decide = Callable[[Session], object]


def drawn(session: Session) -> Plan:
    found = facts(session)
    return store(session, found, solve(found.placement.instance))


def proposed(session: Session, offer_id: UUID) -> list[UUID]:
    rows = select(PlanSeat.ikm_id).where(PlanSeat.offer_id == offer_id).order_by(PlanSeat.place)
    return list(session.scalars(rows))


@pytest.fixture
def plan(database: Database) -> tuple[UUID, UUID]:
    """A plan for two seats and three who fit: its id and that of the offer."""
    with database.transaction() as session:
        factories.keep_ikm(session, 3)
        offer = factories.opened(session, quota=2)
        return drawn(session).id, offer.id


def taken(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Invitation)).all())


def test_a_whole_offer_is_accepted_at_once(database: Database, plan: tuple[UUID, UUID]) -> None:
    with database.transaction() as session:
        assert accept_seats(session, *plan, [], whole=True).seated == 2
    assert taken(database) == 2


def test_one_ikm_is_accepted_and_the_other_seat_stays_free(database: Database, plan: tuple[UUID, UUID]) -> None:
    with database.transaction() as session:
        first, _ = proposed(session, plan[1])
        assert accept_seats(session, *plan, [first]).seated == 1
    with database.reading() as session:
        assert [item.ikm_id for item in session.scalars(select(Invitation))] == [first]


def test_the_history_says_that_a_seat_came_from_the_plan(database: Database, plan: tuple[UUID, UUID]) -> None:
    with database.transaction() as session:
        accept_seats(session, *plan, [], whole=True)
    with database.reading() as session:
        notes = session.scalars(select(Change).where(Change.action == "take_from_plan")).all()
        [of_offer] = session.scalars(select(Change).where(Change.action == "accept_plan"))
    assert [note.new["plan_id"] for note in notes] == [str(plan[0])] * 2
    assert (of_offer.noun_id, of_offer.new["seats"]) == (plan[1], 2)


def test_said_twice_nobody_is_invited_twice(database: Database, plan: tuple[UUID, UUID]) -> None:
    for seated in (2, 0):
        with database.transaction() as session:
            assert accept_seats(session, *plan, [], whole=True).seated == seated
    assert taken(database) == 2


def test_two_of_staff_at_once_give_each_seat_once(database: Database, plan: tuple[UUID, UUID]) -> None:
    def press(_: int) -> int:
        with database.transaction() as session:
            return accept_seats(session, *plan, [], whole=True).seated

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == [0, 2]
    assert taken(database) == 2


def restrict_one(session: Session) -> None:
    factories.ikm_changes(session, session.scalars(select(PlanSeat.ikm_id)).all()[0], restricted=True)


def close(session: Session) -> None:
    offers.close_offer(session, session.scalars(select(Offer.id)).one())


def draw_again(session: Session) -> None:
    drawn(session)


@pytest.mark.parametrize("meanwhile", [restrict_one, close, draw_again])
def test_what_happened_between_plan_and_acceptance_is_refused_with_a_sentence_and_changes_nothing(
    database: Database, plan: tuple[UUID, UUID], meanwhile: Decide
) -> None:
    with database.transaction() as session:
        meanwhile(session)
    with pytest.raises(Refused), database.transaction() as session:
        accept_seats(session, *plan, [], whole=True)
    assert taken(database) == 0


def test_whoever_was_dismissed_meanwhile_is_not_invited_by_the_plan(
    database: Database, plan: tuple[UUID, UUID]
) -> None:
    with database.transaction() as session:
        first, second = proposed(session, plan[1])
        dismiss_nominations(session, plan[1], [first], "Sudah tutup")
    with pytest.raises(RuleBroken), database.transaction() as session:
        accept_seats(session, *plan, [first])
    with database.transaction() as session:
        assert accept_seats(session, *plan, [second]).seated == 1


def test_with_fewer_seats_by_now_the_rest_waits_in_line(database: Database, plan: tuple[UUID, UUID]) -> None:
    with database.transaction() as session:
        offers.change_quota(session, plan[1], 1)
    with database.transaction() as session:
        done = accept_seats(session, *plan, [], whole=True)
    assert (done.seated, done.waiting) == (1, 1)


def test_whoever_the_plan_does_not_propose_is_refused(database: Database, plan: tuple[UUID, UUID]) -> None:
    with database.transaction() as session:
        (stranger,) = factories.keep_ikm(session, 1)
    for chosen in ([stranger], []):
        with pytest.raises(RuleBroken), database.transaction() as session:
            accept_seats(session, *plan, chosen)

"""What changed since the plan was made is counted; what the plan itself gave is none of it."""

from collections.abc import Callable
from dataclasses import astuple
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import invitations, offers, policies
from services.partners.actions.nominations import dismiss_nominations
from services.partners.actions.plan_acceptance import accept_seats
from services.partners.domain.policy import FIRST_WEIGHTS
from services.partners.models import Offer, PlanMiss, PlanSeat
from services.partners.models.plan import newest
from services.partners.queries.plan_news import news_since
from shared.database import Database
from tests.partners import factories
from tests.partners.actions.test_plan_acceptance import drawn, proposed


def news(database: Database) -> tuple[object, ...]:
    with database.reading() as session:
        plan = newest(session)
        assert plan is not None
        told = astuple(news_since(session, plan))
    assert not any(told[5:])
    return told[:5]


@pytest.fixture
def offer_id(database: Database) -> UUID:
    """A plan for the two seats of this offer, which three fit."""
    with database.transaction() as session:
        factories.keep_ikm(session, 3)
        offer_id = factories.opened(session, quota=2).id
    with database.transaction() as session:
        drawn(session)
    return offer_id


def test_at_first_nothing_has_changed(database: Database, offer_id: UUID) -> None:
    assert news(database) == (0, 0, 0, False, 0)


def test_what_is_accepted_as_proposed_is_no_change(database: Database, offer_id: UUID) -> None:
    with database.transaction() as session:
        plan = newest(session)
        assert plan is not None
        accept_seats(session, plan.id, offer_id, [], whole=True)
    assert news(database) == (0, 0, 0, False, 0)


def a_fact(session: Session, offer_id: UUID) -> None:
    factories.ikm_changes(session, proposed(session, offer_id)[0], kecamatan_code="64.08.04")


def another_ikm(session: Session, offer_id: UUID) -> None:
    factories.keep_ikm(session, 1)


def more_seats(session: Session, offer_id: UUID) -> None:
    offers.change_quota(session, offer_id, 3)


def another_offer(session: Session, offer_id: UUID) -> None:
    offers.open_offer(session, factories.submitted(session).id)


def a_seat_for_somebody_else(session: Session, offer_id: UUID) -> None:
    other = session.scalars(select(PlanMiss.ikm_id)).one()
    found = factories.suggestions(session, session.get_one(Offer, offer_id))
    invitations.confirm_selection(session, offer_id, [item.ikm_id for item in found if item.ikm_id == other])


def one_of_the_plan_dismissed(session: Session, offer_id: UUID) -> None:
    chosen = session.scalars(select(PlanSeat.ikm_id)).all()
    found = factories.suggestions(session, session.get_one(Offer, offer_id))
    dismiss_nominations(session, offer_id, [item.ikm_id for item in found if item.ikm_id in chosen][:1], "Sudah tutup")


@pytest.mark.parametrize(
    ("change", "counted"),
    [
        (a_fact, (1, 0, 0, False, 0)),
        (another_ikm, (1, 0, 0, False, 0)),
        (more_seats, (0, 1, 0, False, 0)),
        (another_offer, (0, 1, 0, False, 0)),
        (a_seat_for_somebody_else, (0, 0, 1, False, 0)),
        (one_of_the_plan_dismissed, (0, 0, 1, False, 0)),
    ],
)
def test_each_change_is_counted_once(
    database: Database, offer_id: UUID, change: Callable[[Session, UUID], None], counted: tuple[object, ...]
) -> None:
    with database.transaction() as session:
        change(session, offer_id)
    assert news(database) == counted
    with database.transaction() as session:
        drawn(session)
    assert news(database) == (0, 0, 0, False, 0)


def test_other_rules_are_told(database: Database, offer_id: UUID) -> None:
    with database.transaction() as session:
        policies.change_policy(session, {"weights": {**FIRST_WEIGHTS, "need": 29, "mobility": 11}}, version=1)
    assert news(database)[3] is True


def test_a_new_plan_changes_as_little_as_possible(database: Database, offer_id: UUID) -> None:
    """An IKM that would come first among equals takes nobody's seat."""
    with database.transaction() as session:
        before = proposed(session, offer_id)
        factories.keep_ikm(session, 1, registered_on=date(2020, 1, 1))
    with database.transaction() as session:
        assert drawn(session).kept == 2
        assert proposed(session, offer_id) == before

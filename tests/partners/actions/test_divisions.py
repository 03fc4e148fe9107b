"""What staff lay down about the seats of an offer: said once, by several at once, and written in the history."""

from uuid import uuid4

from sqlalchemy import select

from services.partners.actions import divisions, plan_floors
from services.partners.models import Offer, plan_floor
from shared.change import Change
from shared.database import Database
from shared.errors import RuleBroken
from tests.partners import factories
from tests.partners.actions.test_races import at_once
from tests.partners.tasks.test_plan_division import part

PLACES = ("64.08.07", "64.08.08", "64.08.09", "64.08.10")


def test_parts_laid_down_at_once_all_stand_as_far_as_the_quota_has_seats(database: Database) -> None:
    with database.transaction() as session:
        offer_id = factories.opened(session, quota=6).id

    def add(code: str) -> None:
        with database.transaction() as session:
            divisions.add_segment(session, offer_id, part("reserved", 2, kecamatan=[code]))

    refused = at_once(add, [*PLACES, *PLACES])
    assert refused
    assert {type(error) for error in refused} == {RuleBroken}
    with database.reading() as session:
        kept = session.scalars(select(Offer.segments)).one()
        assert len({row["kecamatan"][0] for row in kept}) == len(kept) == 3


def test_each_change_is_in_the_history_with_what_was_before_and_the_same_again_is_none(database: Database) -> None:
    with database.transaction() as session:
        offer_id = factories.opened(session, quota=6).id
        for _ in range(2):
            divisions.add_segment(session, offer_id, part("reserved", 2, sex="P"))
            divisions.drop_segment(session, offer_id, uuid4())
            divisions.allow_unconfirmed(session, offer_id, True)
            plan_floors.set_floors(session, 2, PLACES)
    with database.reading() as session:
        steps = session.scalars(select(Change.action).order_by(Change.id)).all()
        assert [step for step in steps if step.startswith("change_")] == [
            "change_division", "change_division", "change_floors",
        ]  # fmt: skip


def test_floors_asked_for_at_once_are_those_of_one_of_them(database: Database) -> None:
    def ask(seats: int) -> None:
        with database.transaction() as session:
            plan_floors.set_floors(session, seats, PLACES if seats % 2 else [])

    assert at_once(ask, range(1, 9)) == []
    with database.reading() as session:
        standing = plan_floor.every(session)
        (seats,) = set(standing.values())
        assert len(standing) == (4 if seats % 2 else 18)

"""What the list says about each institution."""

import time_machine

from services.partners.actions import offers
from services.partners.queries.institutions import InstitutionFilter, list_institutions
from shared.clock import start_of_day, today
from shared.database import Database
from tests.partners.factories import SOON, institution, opened


def test_running_are_the_offers_not_yet_completed_granted_the_seats_of_all(database: Database) -> None:
    with database.transaction() as session:
        owner = institution(session)
        _, paused, closed, completed = [opened(session, institution_id=owner.id, quota=quota) for quota in (1, 2, 4, 8)]
        offers.pause_offer(session, paused.id)
        for offer in (closed, completed):
            offers.close_offer(session, offer.id)
        with time_machine.travel(start_of_day(today() + 2 * SOON)):
            offers.complete_offer(session, completed.id)
    with database.reading() as session:
        (row,), total = list_institutions(session, InstitutionFilter(), size=10)
    assert (row.offers, row.seats, total) == (3, 15, 1)

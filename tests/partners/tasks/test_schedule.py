from datetime import timedelta

import time_machine

from services.partners.tasks.schedule import expire_invitations
from tests.partners.factories import confirmed, invitations_of


def test_the_clock_frees_the_seats_of_those_who_did_not_answer(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=3)
    with time_machine.travel(offer.answer_by + timedelta(seconds=1)):
        expire_invitations(database)
    with database.transaction() as session:
        assert sorted(item.state for item in invitations_of(session, offer)) == ["expired", "expired", "issued"]

from datetime import timedelta

import time_machine

from services.partners.tasks.schedule import expire_invitations, refresh_suggestions, schedule
from tests.partners.factories import confirmed, invitations_of, keep_ikm, opened, states


def test_the_clock_frees_the_seats_of_those_who_did_not_answer(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=3)
    with time_machine.travel(offer.answer_by + timedelta(seconds=1)):
        expire_invitations(database)
    with database.transaction() as session:
        assert sorted(item.state for item in invitations_of(session, offer)) == ["expired", "expired", "issued"]


def test_the_clock_looks_before_it_carries_changes_into_suggestions(database):
    with database.transaction() as session:
        offer = opened(session)
        keep_ikm(session, name="Baru")
    due = schedule.entries["refresh_suggestions"].when
    with database.reading() as session:
        assert due(session)
    refresh_suggestions(database)
    with database.reading() as session:
        assert not due(session)
        assert states(session, offer) == {"Baru": "suggested"}

from datetime import timedelta

import time_machine

from services.partners.domain.session import near_at
from services.partners.tasks.schedule import expire_invitations, remind_of_sessions
from tests.partners.actions.test_sessions import running
from tests.partners.factories import announced, confirmed, invitations_of


def test_the_clock_frees_the_seats_of_those_who_did_not_answer(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=3)
    with time_machine.travel(offer.answer_by + timedelta(seconds=1)):
        expire_invitations(database)
    with database.transaction() as session:
        assert sorted(item.state for item in invitations_of(session, offer)) == ["expired", "expired", "issued"]


def test_the_clock_reminds_of_a_meeting_in_the_morning_before(database):
    with database.transaction() as session:
        offer = running(session)
    with time_machine.travel(near_at(offer.first_session)):
        for _ in range(2):
            remind_of_sessions(database)
    with database.reading() as session:
        assert len(announced(session, "session_near")) == 1

"""The door: a pass notes once, by however many phones, and every pass that does not hold gets its sentence."""

import pytest
from sqlalchemy import select

from services.partners.actions import invitations, offers
from services.partners.actions.door import let_in
from services.partners.domain.answer import Answer
from services.partners.models import Attendance
from shared.errors import NotFound, RuleBroken
from tests.partners.actions.test_races import at_once
from tests.partners.attendances import after, after_first, enrolled, programme, sessions
from tests.partners.factories import invitations_of, submitted


def rows(session):
    return [(row.state, row.source) for row in session.scalars(select(Attendance))]


def test_a_pass_shown_twice_changes_nothing_the_second_time(database):
    with database.transaction() as session:
        offer = programme(session)
        who = enrolled(session, offer)[0]
        typed = f" {who.pass_code[:4].lower()}-{who.pass_code[4:]} "
        with after_first(offer):
            said = [let_in(session, offer.id, offer.sessions[0].id, typed).changed for _ in range(2)]
        assert said == [True, False]
        assert rows(session) == [("present", "door")]


def test_fifty_scans_at_once_are_one_row(database):
    with database.transaction() as session:
        offer = programme(session)
        code, meeting = enrolled(session, offer)[0].pass_code, offer.sessions[0].id
    changed = []

    def scan(_):
        with database.transaction() as session:
            changed.append(let_in(session, offer.id, meeting, code).changed)

    with after_first(offer):
        assert at_once(scan, range(50)) == []
    with database.transaction() as session:
        assert rows(session) == [("present", "door")]
    assert sorted(changed) == [False] * 49 + [True]


def declined(session, offer):
    asked = invitations_of(session, offer)[0]
    invitations.answer_invitation(session, asked.id, Answer("declined", reason="Sakit"), source="link")
    return next(one for one in enrolled(session, offer) if one.nomination_id == asked.nomination_id).pass_code


def called_off(session, offer):
    code = enrolled(session, offer)[0].pass_code
    offers.cancel_offer(session, offer.id, "Banjir")
    return code


def session_cancelled(session, offer):
    offer.sessions[0].state = "cancelled"
    session.flush()
    return enrolled(session, offer)[0].pass_code


@pytest.mark.parametrize(
    ("passed", "sentence"),
    [
        (declined, "tidak berlaku lagi"),
        (called_off, "dibatalkan"),
        (session_cancelled, "dibatalkan"),
        (lambda session, offer: "TIDAKADA", "tidak dikenal"),
    ],
)
def test_a_pass_that_does_not_hold_is_told_and_notes_nobody(database, passed, sentence):
    with database.transaction() as session:
        offer = programme(session)
        code = passed(session, offer)
        with after_first(offer), pytest.raises(RuleBroken, match=sentence):
            let_in(session, offer.id, offer.sessions[0].id, code)
        assert rows(session) == []


def test_a_pass_of_another_programme_notes_nobody(database):
    with database.transaction() as session:
        offer = programme(session)
        code = enrolled(session, offer)[0].pass_code
        other = submitted(session, sessions=sessions(1))
        with after_first(offer), pytest.raises(RuleBroken, match="untuk acara lain"):
            let_in(session, other.id, other.sessions[0].id, code)
        assert rows(session) == []


def test_on_another_day_the_door_notes_nobody(database):
    with database.transaction() as session:
        offer = programme(session)
        code = enrolled(session, offer)[0].pass_code
        with after(offer), pytest.raises(RuleBroken, match="bukan hari ini"):
            let_in(session, offer.id, offer.sessions[0].id, code)
        with after(offer), pytest.raises(NotFound):
            let_in(session, offer.id, offer.id, code)
        assert rows(session) == []

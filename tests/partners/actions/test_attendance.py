"""Noting who was there: once each, nothing of whoever has no seat, and nobody's entry over another's unseen."""

from dataclasses import replace
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import func, select

from services.partners.actions import attendance, invitations, offers
from services.partners.domain.answer import Answer
from services.partners.domain.mark import Mark
from services.partners.models import Attendance, LineCall
from services.partners.queries.call_keys import CallFilter
from services.partners.queries.call_list import count_calls, list_calls
from shared.change import Change
from shared.errors import NotFound, RuleBroken
from tests.partners.actions.test_mergers import twins
from tests.partners.actions.test_races import at_once
from tests.partners.attendances import after, enrolled, note, programme
from tests.partners.factories import invitations_of, merged


def rows(session):
    return session.scalars(select(Attendance)).all()


def test_the_same_mark_twice_is_one_row_and_one_line_in_the_history(database):
    with database.transaction() as session:
        offer = programme(session)
        with after(offer):
            who = enrolled(session, offer)[0]
            said = [attendance.mark(session, who, offer.sessions[0].id, "present", source="office") for _ in range(2)]
        assert said == [True, False]
        assert [(row.state, row.source) for row in rows(session)] == [("present", "office")]
    with database.transaction() as session:
        lines = session.scalar(select(func.count()).where(Change.noun == "enrolment", Change.action == "attendance"))
        assert lines == 1


def test_fifty_marks_at_once_are_one_row(database):
    with database.transaction() as session:
        offer = programme(session)
        who, meeting = enrolled(session, offer)[0], offer.sessions[0].id

    def scan(_):
        with database.transaction() as session:
            attendance.mark(session, who, meeting, "present", source="door")

    with after(offer):
        assert at_once(scan, range(50)) == []
    with database.transaction() as session:
        assert [row.state for row in rows(session)] == ["present"]


def test_fifty_people_noted_at_once_have_a_row_each(database):
    with database.transaction() as session:
        offer = programme(session, people=50, count=1)
        everybody, meeting = enrolled(session, offer), offer.sessions[0].id

    def scan(who):
        with database.transaction() as session:
            attendance.mark(session, who, meeting, "present", source="door")

    with after(offer):
        assert at_once(scan, everybody) == []
    with database.transaction() as session:
        assert len({row.enrolment_id for row in rows(session)}) == len(rows(session)) == 50


def test_of_whoever_declined_after_all_nothing_is_noted(database):
    with database.transaction() as session:
        offer = programme(session)
        (gone, _) = enrolled(session, offer)
        (asked,) = [one for one in invitations_of(session, offer) if one.nomination_id == gone.nomination_id]
        invitations.answer_invitation(session, asked.id, Answer("declined", reason="Sakit"), source="link")
        with after(offer), pytest.raises(RuleBroken, match="tidak lagi menjadi peserta"):
            attendance.mark(session, gone, offer.sessions[0].id, "present", source="office")
        assert rows(session) == []


def test_of_a_cancelled_programme_nothing_is_noted(database):
    with database.transaction() as session:
        offer = programme(session)
        who = enrolled(session, offer)[0]
        offers.cancel_offer(session, offer.id, "Pelatih sakit")
        with after(offer), pytest.raises(RuleBroken, match="Program ini dibatalkan"):
            attendance.mark(session, who, offer.sessions[0].id, "present", source="office")


def test_for_a_cancelled_session_nothing_is_noted(database):
    with database.transaction() as session:
        offer = programme(session)
        who = enrolled(session, offer)[0]
        offer.sessions[0].state = "cancelled"
        with after(offer), pytest.raises(RuleBroken, match="“Sesi 1” dibatalkan"):
            attendance.mark(session, who, offer.sessions[0].id, "present", source="office")


def test_a_session_of_another_programme_is_not_found(database):
    with database.transaction() as session:
        offer = programme(session)
        with pytest.raises(NotFound):
            attendance.mark(session, enrolled(session, offer)[0], uuid4(), "present", source="office")


@pytest.mark.parametrize("state", ["excused", "sick"])
def test_somebody_is_excused_before_the_day(database, state):
    with database.transaction() as session:
        offer = programme(session)
        attendance.mark(session, enrolled(session, offer)[0], offer.sessions[0].id, state, source="office")
        assert [row.state for row in rows(session)] == [state]


@pytest.mark.parametrize("state", ["present", "absent"])
def test_nobody_has_been_there_before_the_day(database, state):
    with database.transaction() as session:
        offer = programme(session)
        with pytest.raises(RuleBroken, match="catat hanya yang izin atau sakit"):
            attendance.mark(session, enrolled(session, offer)[0], offer.sessions[0].id, state, source="office")


def test_from_the_morning_of_the_day_on_somebody_may_be_there(database):
    with database.transaction() as session:
        offer = programme(session)
        with time_machine.travel(offer.sessions[0].starts_at.replace(hour=0), tick=False):
            attendance.mark(session, enrolled(session, offer)[0], offer.sessions[0].id, "present", source="door")
        assert len(rows(session)) == 1


def test_a_delegate_stands_there_as_whoever_came(database):
    with database.transaction() as session:
        offer = programme(session)
        who = enrolled(session, offer)[0]
        (asked,) = [one for one in invitations_of(session, offer) if one.nomination_id == who.nomination_id]
        sends = Answer("delegated", delegate_name="Budi", delegate_relation="anak")
        invitations.answer_invitation(session, asked.id, sends, source="link")
        with after(offer):
            first, second, third, *_ = (item.id for item in offer.sessions)
            attendance.mark(session, who, first, "present", source="door")
            attendance.mark(session, who, second, "present", source="office", came_instead="")
            attendance.mark(session, who, third, "present", source="office", came_instead="Ani", relation="karyawan")
            attendance.mark(session, who, third, "present", source="office")
        instead = {row.session_id: (row.came_instead, row.relation) for row in rows(session)}
        assert instead == {first: ("Budi", "anak"), second: (None, None), third: ("Ani", "karyawan")}


def test_an_entry_that_comes_again_changes_nothing(database):
    with database.transaction() as session:
        offer = programme(session)
        who, meeting = enrolled(session, offer)[0], offer.sessions[0].id
        entry = Mark(who.id, meeting, "present", entry_id=uuid4())
        with after(offer):
            attendance.note_all(session, offer.id, [entry, entry], source="institution")
            attendance.mark(session, who, meeting, "sick", source="office")
            again = attendance.note_all(session, offer.id, [entry], source="institution")
        assert (again.changed, again.overtaken) == ([], [])
        assert [row.state for row in rows(session)] == ["sick"]


def test_the_same_entry_twenty_times_at_once_counts_once(database):
    with database.transaction() as session:
        offer = programme(session)
        entry = Mark(enrolled(session, offer)[0].id, offer.sessions[0].id, "present", entry_id=uuid4())

    def send(_):
        with database.transaction() as session:
            return attendance.note_all(session, offer.id, [entry], source="institution")

    with after(offer):
        assert at_once(send, range(20)) == []
    with database.transaction() as session:
        assert len(rows(session)) == 1


def test_what_somebody_else_noted_meanwhile_stays_and_is_said(database):
    with database.transaction() as session:
        offer = programme(session)
        who, meeting = enrolled(session, offer)[0], offer.sessions[0].id
        with after(offer):
            attendance.mark(session, who, meeting, "sick", source="office")
            late = Mark(who.id, meeting, "present", seen="pending")
            result = attendance.note_all(session, offer.id, [late], source="institution")
            assert (result.changed, result.overtaken) == ([], [late])
            attendance.note_all(session, offer.id, [replace(late, seen="sick")], source="institution")
        assert [row.state for row in rows(session)] == ["present"]


def test_one_wrong_entry_in_a_list_changes_nothing(database):
    with database.transaction() as session:
        offer = programme(session)
        who = enrolled(session, offer)[0]
        marks = [Mark(who.id, offer.sessions[0].id, "present"), Mark(uuid4(), offer.sessions[0].id, "present")]
        with after(offer), pytest.raises(NotFound):
            attendance.note_all(session, offer.id, marks, source="office")
        assert rows(session) == []


def test_two_absences_in_a_row_ask_the_office_to_call_once(database):
    with database.transaction() as session:
        offer = programme(session, count=3)
        who = enrolled(session, offer)[0]
        with time_machine.travel(offer.sessions[1].ends_at, tick=False):
            note(session, offer, who, "A")
            assert count_calls(session, CallFilter()) == 0
            note(session, offer, who, "AA")
            note(session, offer, who, "AA")
            (call,), total = list_calls(session, CallFilter(), 9)
            assert (total, call.line.why, call.profile.name) == (1, "absent_twice", "IKM 0")


def test_an_excuse_is_no_absence_and_a_correction_takes_the_call_back(database):
    with database.transaction() as session:
        offer = programme(session, count=3)
        who = enrolled(session, offer)[0]
        with time_machine.travel(offer.sessions[1].ends_at, tick=False):
            note(session, offer, who, "AI")
            assert count_calls(session, CallFilter()) == 0
            note(session, offer, who, "AA")
            note(session, offer, who, "AH")
        assert session.scalars(select(LineCall)).all() == []


def test_a_third_absence_asks_for_no_second_call_and_a_fourth_does(database):
    with database.transaction() as session:
        offer = programme(session, count=4)
        who = enrolled(session, offer)[0]
        for met, total in ((2, 1), (3, 1), (4, 2)):
            with time_machine.travel(offer.sessions[met - 1].ends_at, tick=False):
                note(session, offer, who, "A" * met)
                for call in session.scalars(select(LineCall).where(LineCall.told_at.is_(None))):
                    call.told_at = call.ended_at
                session.flush()
                assert session.scalar(select(func.count(LineCall.id))) == total


def test_two_that_are_one_are_noted_once_and_what_was_noted_stays(database):
    with database.transaction() as session:
        offer, lost, kept = twins(session, select=("Kembar A",))
        (asked,) = invitations_of(session, offer)
        invitations.answer_invitation(session, asked.id, Answer("accepted"), source="link")
        merged(session, lost, kept)
        (who,) = enrolled(session, offer)
        with after(offer):
            attendance.mark(session, who, offer.sessions[0].id, "present", source="office")
        assert [(row.enrolment_id, who.nomination.ikm_id) for row in rows(session)] == [(who.id, kept)]

"""Closing a list concludes each enrolment once; a correction afterwards needs a reason, is told, and concludes anew."""

import pytest

from services.partners.actions import attendance, attendance_list, offers, sessions
from services.partners.models import Enrolment
from services.partners.queries.closing import closing_of
from shared.errors import InvalidInput, RuleBroken
from tests.partners.actions.test_races import at_once
from tests.partners.attendances import after, after_first, enrolled, note, programme
from tests.partners.factories import announced


def told(session):
    return [(fact["state"], fact["attended"], fact["sessions"]) for fact in announced(session, "enrolment_changed")]


def outcomes(session, offer):
    return [(one.state, one.reason) for one in enrolled(session, offer)]


def closed(session, people=1, lists=("HHHHH",), **values):
    offer = programme(session, people=people, **values)
    with after(offer):
        for who, states in zip(enrolled(session, offer), lists, strict=True):
            note(session, offer, who, states)
        attendance_list.close_list(session, offer.id)
    return offer


def test_whoever_was_there_often_enough_completes_and_others_do_not(database):
    with database.transaction() as session:
        offer = closed(session, people=4, lists=("HHHHA", "HHHII", "AAAAA", "–––––"))
        assert outcomes(session, offer) == [
            ("completed", None),
            ("incomplete", "Hadir 3 dari 5 sesi"),
            ("no_show", None),
            ("no_show", None),
        ]
        assert sorted(told(session)[-4:]) == [
            ("completed", 4, 5),
            ("incomplete", 3, 5),
            ("no_show", 0, 5),
            ("no_show", 0, 5),
        ]
        assert {fact["ended_on"] for fact in announced(session, "enrolment_changed")[-4:]} == {
            offer.ends_on.isoformat()
        }


def test_a_cancelled_session_counts_for_nobody(database):
    with database.transaction() as session:
        offer = programme(session, people=1)
        with after(offer):
            (who,) = enrolled(session, offer)
            note(session, offer, who, "HHHHA")
            offer.sessions[4].state = "cancelled"
            session.flush()
            attendance_list.close_list(session, offer.id)
        assert told(session)[-1] == ("completed", 4, 4)


def test_the_threshold_of_the_offer_decides(database):
    with database.transaction() as session:
        offer = programme(session, people=1)
        offer.threshold = 60
        with after(offer):
            note(session, offer, enrolled(session, offer)[0], "HHHAA")
            attendance_list.close_list(session, offer.id)
        assert outcomes(session, offer) == [("completed", None)]


def test_a_list_closed_twice_was_closed_once(database):
    with database.transaction() as session:
        offer = closed(session)
        before, at = told(session), offer.list_closed_at
        attendance_list.close_list(session, offer.id)
        assert (told(session), offer.list_closed_at) == (before, at)


def test_a_list_closed_ten_times_at_once_was_closed_once(database):
    with database.transaction() as session:
        offer = programme(session, people=1, count=1)
        with after(offer):
            note(session, offer, enrolled(session, offer)[0], "H")

    def close(_):
        with database.transaction() as session:
            attendance_list.close_list(session, offer.id)

    with after(offer):
        assert at_once(close, range(10)) == []
    with database.transaction() as session:
        assert told(session) == [("enrolled", 0, 1), ("completed", 1, 1)]


def test_a_programme_without_sessions_says_what_is_missing(database):
    with database.transaction() as session:
        offer = programme(session, sessions=[], schedule_follows=True)
        with pytest.raises(RuleBroken, match="belum punya sesi"):
            attendance_list.close_list(session, offer.id)


def test_a_cancelled_programme_has_no_list_to_close(database):
    with database.transaction() as session:
        offer = programme(session)
        offers.cancel_offer(session, offer.id, "Pelatih sakit")
        with pytest.raises(RuleBroken, match="Tidak ada daftar"):
            attendance_list.close_list(session, offer.id)


def test_what_is_not_noted_and_what_is_to_come_is_named_before(database):
    with database.transaction() as session:
        offer = programme(session, people=2, count=2)
        with after_first(offer):
            note(session, offer, enrolled(session, offer)[0], "H")
            closing = closing_of(session, offer)
        assert [item.title for item in closing.to_come] == ["Sesi 2"]
        assert [(item.enrolment.nomination.profile.name, item.pending) for item in closing.not_noted] == [
            ("IKM 0", 1),
            ("IKM 1", 2),
        ]
        assert closing.counts == {"completed": 0, "incomplete": 1, "no_show": 1}


def test_a_list_that_changed_since_it_was_looked_at_is_not_closed(database):
    with database.transaction() as session:
        offer = programme(session, people=1)
        with after(offer):
            seen = closing_of(session, offer).fingerprint
            note(session, offer, enrolled(session, offer)[0], "H")
            with pytest.raises(RuleBroken, match="berubah sementara itu"):
                attendance_list.close_list(session, offer.id, seen)
            attendance_list.close_list(session, offer.id, closing_of(session, offer).fingerprint)
        assert offer.list_closed_at is not None


def test_a_correction_without_a_reason_changes_nothing(database):
    with database.transaction() as session:
        offer = closed(session)
        with after(offer), pytest.raises(InvalidInput):
            note(session, offer, enrolled(session, offer)[0], "A")
        assert outcomes(session, offer) == [("completed", None)]
        assert announced(session, "attendance_corrected") == []


def test_a_correction_concludes_anew_and_is_told_with_its_reason(database):
    with database.transaction() as session:
        offer = closed(session, lists=("HHHHA",))
        with after(offer):
            (who,) = enrolled(session, offer)
            attendance.mark(session, who, offer.sessions[0].id, "absent", source="institution", reason="Salah centang")
        assert outcomes(session, offer) == [("incomplete", "Hadir 3 dari 5 sesi")]
        assert told(session)[-1] == ("incomplete", 3, 5)
        (fact,) = announced(session, "attendance_corrected")
        (one,) = fact["corrections"]
        assert (fact["reason"], one["before"], one["after"], one["session_title"]) == (
            "Salah centang",
            "present",
            "absent",
            "Sesi 1",
        )


def test_a_correction_that_changes_only_the_count_is_told_too(database):
    with database.transaction() as session:
        offer = closed(session, lists=("HHHHA",))
        (who,) = enrolled(session, offer)
        before = who.revision
        with after(offer):
            attendance.mark(session, who, offer.sessions[4].id, "present", source="office", reason="Ternyata datang")
        assert told(session)[-1] == ("completed", 5, 5)
        assert session.get_one(Enrolment, who.id).revision > before


def test_a_correction_sent_twice_is_told_once(database):
    with database.transaction() as session:
        offer = closed(session)
        with after(offer):
            (who,) = enrolled(session, offer)
            for _ in range(2):
                attendance.mark(session, who, offer.sessions[0].id, "sick", source="office", reason="Surat dokter")
        assert len(announced(session, "attendance_corrected")) == 1


def test_a_session_cancelled_after_the_list_was_closed_counts_for_nobody(database):
    with database.transaction() as session:
        offer = closed(session, lists=("HHHIA",))
        assert outcomes(session, offer) == [("incomplete", "Hadir 3 dari 5 sesi")]
        with after(offer):
            for meeting in offer.sessions[4:2:-1]:
                sessions.cancel_session(session, offer.id, meeting.id, {"reason": "Narasumber sakit"})
        assert outcomes(session, offer) == [("completed", None)]
        assert told(session)[-1] == ("completed", 3, 3)


def test_where_every_session_was_cancelled_after_all_what_the_closed_list_said_stands(database):
    with database.transaction() as session:
        offer = closed(session)
        with after(offer):
            for meeting in list(offer.sessions):
                sessions.cancel_session(session, offer.id, meeting.id, {"reason": "Narasumber sakit"})
        assert [state for state, _ in outcomes(session, offer)] == ["completed"]

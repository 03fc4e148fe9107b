"""Single meetings of a programme that runs: moved, cancelled, added; everybody who comes is told once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import calls, invitations, nominations, offers, sessions
from services.partners.domain.answer import Answer
from services.partners.models import LineCall, Offer
from services.partners.models.base import known
from services.partners.models.session import OfferSession
from services.partners.queries.call_keys import LINE, TIMES, CallFilter
from services.partners.queries.call_list import list_calls
from services.partners.queries.near_sessions import offers_with_near_sessions
from shared.clock import now, start_of_day, today
from shared.database import Database, new_id
from shared.errors import InvalidInput, NotFound, RuleBroken, StaleForm
from tests.conftest import MakeDatabase
from tests.partners import factories
from tests.partners.factories import SOON, WITHOUT_EMAIL, announced, invitations_of, keep_ikm, opened, suggestions

YES, BUDI = Answer("accepted"), Answer("delegated", delegate_name="Budi", delegate_relation="anak")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def running(session: Session, *answers: Answer | None, **values: Any) -> Offer:
    """An offer whose IKM answered like this; the second has no email."""
    keep_ikm(session, name="Keripik")
    keep_ikm(session, name="Madu", contact=WITHOUT_EMAIL)
    offer = opened(session, **values)
    invitations.confirm_selection(session, offer.id, [row.ikm_id for row in suggestions(session, offer)])
    invited = sorted(invitations_of(session, offer), key=lambda item: item.nomination.profile.name)
    for item, answer in zip(invited, answers or (YES, YES), strict=False):
        if answer:
            invitations.answer_invitation(session, item.id, answer, source="phone")
    return offer


def only(offer: Offer) -> OfferSession:
    (one,) = offer.sessions
    return one


def later(found: OfferSession, by: timedelta = DAY, **values: Any) -> dict[str, Any]:
    times = {"starts_at": found.starts_at + by, "ends_at": found.ends_at + by, "place": found.place}
    return {**times, "reason": "Narasumber sakit", **values}


def meeting(offer: Offer, days: int, title: str = "Pertemuan") -> dict[str, Any]:
    starts_at = start_of_day(today() + SOON + timedelta(days=days)) + 9 * HOUR
    return {"title": title, "starts_at": starts_at, "ends_at": starts_at + 2 * HOUR, "place": None}


def to_call(session: Session) -> list[tuple[str, str, str | None]]:
    return [(call.nomination.profile.name, call.why, call.reason) for call in session.scalars(select(LineCall))]


def test_a_move_is_told_once_to_everybody_who_comes_and_whoever_has_no_address_is_called(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session)
        found = only(offer)
        was, values = found.starts_at, later(found)
        for _ in range(2):
            sessions.move_session(session, offer.id, found.id, values)
        (told,) = announced(session, "session_rescheduled")
        emails = {one["ikm_name"]: one["email"] for one in told["participants"]}
        assert emails == {"Keripik": "sari@contoh.id", "Madu": None}
        assert datetime.fromisoformat(told["was"]["starts_at"]) == was
        assert (told["session"]["sequence"], told["was"]["sequence"], told["reason"]) == (1, 0, "Narasumber sakit")
        assert to_call(session) == [("Madu", "schedule", "Narasumber sakit")]


def test_only_those_who_said_that_they_come_are_told_and_of_a_delegate_the_name(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session, BUDI, None)
        sessions.move_session(session, offer.id, only(offer).id, later(only(offer)))
        (told,) = announced(session, "session_rescheduled")
        assert [(one["ikm_name"], one["delegate_name"]) for one in told["participants"]] == [("Keripik", "Budi")]
        assert to_call(session) == []


def test_a_second_change_before_the_call_is_one_call_with_the_newest_reason(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session)
        sessions.move_session(session, offer.id, only(offer).id, later(only(offer)))
        sessions.cancel_session(session, offer.id, only(offer).id, {"reason": "Banjir"})
        assert to_call(session) == [("Madu", "schedule", "Banjir")]


def test_the_days_of_the_offer_follow_its_meetings(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session, ends_on=today() + SOON)
        first = today() + SOON
        sessions.move_session(session, offer.id, only(offer).id, later(only(offer), 7 * DAY))
        assert (offer.starts_on, offer.ends_on) == (first + 7 * DAY, first + 7 * DAY)
        sessions.add_sessions(session, offer.id, new_id(), [meeting(offer, 20)])
        assert (offer.starts_on, offer.ends_on) == (first + 7 * DAY, first + 20 * DAY)


def test_a_cancelled_meeting_stays_as_a_row_and_is_none_of_the_meetings(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session)
        added = sessions.add_sessions(session, offer.id, new_id(), [meeting(offer, 1)])
        for _ in range(2):
            sessions.cancel_session(session, offer.id, only_first(offer), {"reason": "Banjir"})
        assert [slot.id for slot in offer.slots] == [added[0].id]
        assert {row.state for row in session.scalars(select(OfferSession))} == {"planned", "cancelled"}
        (told,) = announced(session, "session_cancelled")
        assert (told["session"]["sequence"], told["reason"]) == (1, "Banjir")


def only_first(offer: Offer) -> UUID:
    return min(offer.sessions, key=lambda item: item.number).id


def test_the_same_form_adds_its_meetings_once(database: Database) -> None:
    with database.transaction() as session:
        offer, form = running(session), new_id()
        for _ in range(2):
            sessions.add_sessions(session, offer.id, form, [meeting(offer, 1), meeting(offer, 2)])
        assert len(offer.slots) == 3
        (told,) = announced(session, "session_added")
        assert (len(told["added"]), len(told["sessions"])) == (2, 3)


def test_a_programme_without_meetings_gets_them_while_it_runs(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session, sessions=[], schedule_follows=True)
        assert offer.slots == []
        sessions.add_sessions(session, offer.id, new_id(), [meeting(offer, 0)])
        assert len(offer.slots) == 1


def test_the_days_of_a_short_programme_become_meetings_by_the_ids_calendars_have(database: Database) -> None:
    with database.transaction() as session:
        hours = {"sessions": [], "hours_from": "08:00", "hours_until": "12:00"}
        handed_in = factories.submitted(session, **hours)
        before = handed_in.slots
        offer = offers.open_offer(session, handed_in.id)
        assert [item.id for item in offer.sessions] == [slot.id for slot in before]
        assert offer.slots == before


Refusal = tuple[Callable[[OfferSession], dict[str, Any]], type[Exception], str]
REFUSED: dict[str, Refusal] = {
    "into the past": (lambda one: later(one, -90 * DAY), RuleBroken, "sudah lewat"),
    "before answers end": (lambda one: later(one, -15 * DAY), RuleBroken, "boleh menjawab sampai"),
    "without a reason": (lambda one: later(one, reason=" "), InvalidInput, ""),
    "seen before another change": (lambda one: later(one, sequence=4), StaleForm, ""),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_move_that_cannot_be_changes_nothing(database: Database, why: str) -> None:
    wrong, kind, sentence = REFUSED[why]
    with database.transaction() as session:
        offer = running(session)
        found = only(offer)
        was = found.slot
        with pytest.raises(kind) as refusal:
            sessions.move_session(session, offer.id, found.id, wrong(found))
        assert sentence in str(getattr(refusal.value, "message", ""))
        assert (found.slot, announced(session, "session_rescheduled")) == (was, [])


def test_no_meeting_of_a_cancelled_offer_changes(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session)
        offers.cancel_offer(session, offer.id, "Banjir")
        found = only(offer)
        for act in (
            lambda: sessions.move_session(session, offer.id, found.id, later(found)),
            lambda: sessions.cancel_session(session, offer.id, found.id, {"reason": "Banjir"}),
            lambda: sessions.add_sessions(session, offer.id, new_id(), [meeting(offer, 1)]),
        ):
            with pytest.raises(RuleBroken, match="Dibatalkan"):
                act()


def test_what_has_begun_is_not_moved_and_its_cancelling_is_told_to_nobody_once_it_is_over(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session)
        found = only(offer)
        found.starts_at, found.ends_at = now() - 3 * HOUR, now() - HOUR
        with pytest.raises(RuleBroken, match="sudah dimulai"):
            sessions.move_session(session, offer.id, found.id, later(found, 7 * DAY))
        sessions.cancel_session(session, offer.id, found.id, {"reason": "Tidak ada yang datang"})
        (told,) = announced(session, "session_cancelled")
        assert (told["participants"], to_call(session)) == ([], [])


def test_a_cancelled_meeting_is_neither_moved_nor_cancelled_for_another_reason(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session)
        sessions.cancel_session(session, offer.id, only(offer).id, {"reason": "Banjir"})
        with pytest.raises(RuleBroken, match="Dibatalkan"):
            sessions.move_session(session, offer.id, only(offer).id, later(only(offer)))
        with pytest.raises(RuleBroken, match="Dibatalkan"):
            sessions.cancel_session(session, offer.id, only(offer).id, {"reason": "Sakit"})


def test_a_meeting_of_another_offer_is_not_there(database: Database) -> None:
    with database.transaction() as session:
        offer, other = running(session), opened(session)
        with pytest.raises(NotFound):
            sessions.move_session(session, offer.id, only(other).id, later(only(other)))


def test_a_move_beside_another_programme_of_an_ikm_is_saved_once_that_was_seen(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session)
        keripik = invitations_of(session, offer)[0]
        other = opened(session, title="Klinik halal", starts_on=today() + SOON + 14 * DAY)
        invitations.confirm_selection(session, other.id, [keripik.ikm_id])
        values = later(only(offer), 14 * DAY)
        with pytest.raises(RuleBroken, match="acara lain"):
            sessions.move_session(session, offer.id, only(offer).id, values)
        assert only(offer).sequence == 0
        assert sessions.move_session(session, offer.id, only(offer).id, values, [keripik.nomination_id]).sequence == 1


def test_of_two_who_move_a_meeting_at_once_to_the_same_time_one_does_and_all_are_told_once(
    make_database: MakeDatabase,
) -> None:
    database = make_database("partners")
    with database.transaction() as session:
        offer = running(session)
        offer_id, session_id, values = offer.id, only(offer).id, later(only(offer), sequence=0)
    together = Barrier(2)

    def move() -> int:
        together.wait()
        with database.transaction() as session:
            return sessions.move_session(session, offer_id, session_id, values).sequence

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(move) for _ in range(2)]
    assert [each.result() for each in done] == [1, 1]
    with database.reading() as session:
        assert len(announced(session, "session_rescheduled")) == 1


def test_of_two_who_add_by_one_form_at_once_the_meetings_are_there_once(make_database: MakeDatabase) -> None:
    database = make_database("partners")
    with database.transaction() as session:
        offer = running(session)
        offer_id, form, values = offer.id, new_id(), [meeting(offer, 1)]
    together = Barrier(2)

    def add() -> int:
        together.wait()
        with database.transaction() as session:
            return len(sessions.add_sessions(session, offer_id, form, values))

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(add) for _ in range(2)]
    assert [each.result() for each in done] == [1, 1]
    with database.reading() as session:
        assert len(announced(session, "session_added")) == 1
        assert len(session.get_one(Offer, offer_id).slots) == 2


def test_no_programme_has_more_meetings_than_any_has(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session)
        with pytest.raises(RuleBroken, match="paling banyak 60"):
            sessions.add_sessions(session, offer.id, new_id(), [meeting(offer, day) for day in range(60)])


def listed(session: Session, kind: str | None = None) -> list[str]:
    return [call.profile.name for call in list_calls(session, CallFilter(kind=kind), 10)[0]]


def test_whoever_is_to_be_called_stands_on_the_call_list_until_somebody_has_told_it(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session)
        sessions.move_session(session, offer.id, only(offer).id, later(only(offer)))
        assert (listed(session), listed(session, TIMES), listed(session, LINE)) == (["Madu"], ["Madu"], [])
        (call,) = session.scalars(select(LineCall))
        for _ in range(2):
            calls.mark_line_told(session, call.id, "phone")
        assert (listed(session), listed(session, "told")) == ([], ["Madu"])
        calls.unmark_line_told(session, call.id)
        assert listed(session) == ["Madu"]


@pytest.mark.parametrize("end", ["seat", "offer"])
def test_nobody_is_called_about_times_who_does_not_come_any_more(database: Database, end: str) -> None:
    with database.transaction() as session:
        offer = running(session)
        sessions.move_session(session, offer.id, only(offer).id, later(only(offer)))
        (call,) = session.scalars(select(LineCall))
        if end == "seat":
            nominations.withdraw_nomination(session, call.nomination_id, "Keliru", by_ikm=True)
        else:
            offers.cancel_offer(session, offer.id, "Banjir")
        assert listed(session, TIMES) == []


def test_whose_mail_about_a_move_did_not_arrive_is_called_and_no_more_once_it_goes_again(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session, YES)
        sessions.move_session(session, offer.id, only(offer).id, later(only(offer)))
        keripik = next(item for item in invitations_of(session, offer) if item.state == "accepted")
        for _ in range(2):
            invitations.mark_undeliverable(session, keripik.id, asks=False)
        assert (listed(session, TIMES), keripik.state) == (["Keripik"], "accepted")
        invitations.mark_mailed_again(session, keripik.id, asks=False)
        assert listed(session, TIMES) == []


def test_of_whose_mail_nobody_knows_whether_it_arrived_it_is_called_until_that_is_known(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session, YES)
        keripik = next(item for item in invitations_of(session, offer) if item.state == "accepted")
        calls.note_doubt(session, keripik.id, asks=False)
        assert listed(session, TIMES) == ["Keripik"]
        calls.settle_doubt(session, keripik.id, asks=False)
        assert listed(session, TIMES) == []


def test_a_programme_without_meetings_runs_to_its_end(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session, sessions=[], schedule_follows=True)
        ends_on = known(offer.ends_on)
        offers.close_offer(session, offer.id)
    with time_machine.travel(start_of_day(ends_on + DAY)), database.transaction() as session:
        assert offers_with_near_sessions(session, now() + 9 * HOUR) == []
        assert offers.complete_offer(session, offer.id).state == "completed"

"""*Session tomorrow*: in the morning of the day before, once, to those who come; not of what moved or was cancelled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine

from services.partners.actions import offers, sessions
from services.partners.actions.session_reminders import remind
from services.partners.models import Offer
from services.partners.queries.near_sessions import offers_with_near_sessions
from shared.clock import WITA, now
from shared.database import Database, new_id
from tests.conftest import MakeDatabase
from tests.partners.actions.test_sessions import BUDI, YES, later, meeting, only, running
from tests.partners.factories import announced

HOUR = timedelta(hours=1)


def before(offer: Offer, hour: int, minute: int = 0, days: int = 1) -> datetime:
    """An hour of the day before the first meeting, WITA."""
    first = offer.slots[0].starts_at.astimezone(WITA) - timedelta(days=days)
    return first.replace(hour=hour, minute=minute, second=0, microsecond=0)


def reminded(database: Database, at: datetime) -> list[dict[str, Any]]:
    """What the clock announces at an instant."""
    with time_machine.travel(at, tick=False), database.transaction() as session:
        known = len(announced(session, "session_near"))
        for offer_id in offers_with_near_sessions(session, now()):
            remind(session, offer_id)
        return announced(session, "session_near")[known:]


def test_in_the_morning_before_those_who_come_are_reminded_once(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session, BUDI, YES)
    assert reminded(database, before(offer, 7, 59)) == []
    assert reminded(database, before(offer, 8, days=2)) == []
    (told,) = reminded(database, before(offer, 8))
    people = {(one["ikm_name"], one["email"], one["delegate_name"]) for one in told["participants"]}
    assert people == {("Keripik", "sari@contoh.id", "Budi"), ("Madu", None, None)}
    assert reminded(database, before(offer, 8, 1)) == []


def test_whoever_did_not_say_yes_is_not_reminded(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session, None, None)
    (told,) = reminded(database, before(offer, 8))
    assert told["participants"] == []


@pytest.mark.parametrize("hour", [6, 20, 23])
def test_nobody_is_reminded_at_night(database: Database, hour: int) -> None:
    with database.transaction() as session:
        offer = running(session)
    assert reminded(database, before(offer, hour)) == []


def test_a_moved_meeting_is_called_to_mind_before_its_new_day_alone(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session)
        morning = before(offer, 8)
        sessions.move_session(session, offer.id, only(offer).id, later(only(offer), timedelta(days=3)))
    assert reminded(database, morning) == []
    assert len(reminded(database, morning + timedelta(days=3))) == 1


def test_moved_after_the_reminder_it_is_called_to_mind_again_before_its_new_day(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session)
    morning = before(offer, 8)
    assert len(reminded(database, morning)) == 1
    with time_machine.travel(morning + HOUR, tick=False), database.transaction() as session:
        sessions.move_session(session, offer.id, only(offer).id, later(only(offer), timedelta(days=3)))
    assert reminded(database, morning + 2 * HOUR) == []
    assert len(reminded(database, morning + timedelta(days=3))) == 1


def test_of_a_move_within_the_day_before_the_mail_about_it_is_enough(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session)
    with time_machine.travel(before(offer, 9), tick=False), database.transaction() as session:
        sessions.move_session(session, offer.id, only(offer).id, later(only(offer), 2 * HOUR))
    assert reminded(database, before(offer, 10)) == []


@pytest.mark.parametrize("what", ["meeting", "offer"])
def test_of_what_was_cancelled_nobody_is_reminded(database: Database, what: str) -> None:
    with database.transaction() as session:
        offer = running(session)
        morning = before(offer, 8)
        if what == "meeting":
            sessions.cancel_session(session, offer.id, only(offer).id, {"reason": "Banjir"})
        else:
            offers.cancel_offer(session, offer.id, "Banjir")
    assert reminded(database, morning) == []


def test_two_meetings_of_a_day_are_one_reminder(database: Database) -> None:
    with database.transaction() as session:
        offer = running(session)
        sessions.add_sessions(session, offer.id, new_id(), [meeting(offer, 0)])
    (told,) = reminded(database, before(offer, 8))
    assert len(told["near"]) == 2


def test_of_two_clocks_at_once_one_reminds(make_database: MakeDatabase) -> None:
    database = make_database("partners")
    with database.transaction() as session:
        offer = running(session)
    together = Barrier(2)

    def tick() -> int:
        together.wait()
        with database.transaction() as session:
            return remind(session, offer.id)

    with time_machine.travel(before(offer, 8)), ThreadPoolExecutor(2) as pool:
        done = [pool.submit(tick) for _ in range(2)]
        assert sorted(each.result() for each in done) == [0, 1]

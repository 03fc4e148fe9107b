"""A clock that was ahead and is set right: what it wrote into the future holds up no mail."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from services.notifications.channels.relay import Relay
from services.notifications.models import Message
from services.notifications.tasks import schedule
from services.notifications.tasks.attempts import Attempts
from shared.clock import WITA, now, today
from shared.database import Database
from shared.events.partners import OfferSubmitted
from tests.notifications.conftest import Desk
from tests.notifications.factories import an_account, an_invitation, an_offer
from tests.notifications.mail_servers import mail_server
from tests.notifications.test_delivery import dead, has_work

AHEAD = timedelta(hours=2)


@pytest.fixture(params=[timedelta(hours=2), timedelta(days=40)], ids=["two hours", "forty days"])
def ahead(request: pytest.FixtureRequest) -> timedelta:
    return request.param


def refused(desk: Desk) -> None:
    with mail_server(to_recipient="451 Later") as server:
        desk.deliver(server.url)


def away(desk: Desk) -> None:
    desk.deliver("smtp://127.0.0.1:1")


def dies_before_it_begins(desk: Desk) -> None:
    dead(desk, Attempts, "_begin")


@pytest.mark.parametrize("happened", [lambda desk: None, refused, away, dies_before_it_begins])
def test_mail_goes_as_soon_as_the_clock_is_right(
    any_desk: Desk, ahead: timedelta, happened: Callable[[Desk], None]
) -> None:
    with time_machine.travel(now() + ahead):
        any_desk.hear(an_account(), OfferSubmitted(offer=an_offer()))
        happened(any_desk)
    a_minute_passes(any_desk.database)
    assert has_work(any_desk)
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert len(server.bodies) == 1


def test_a_worker_that_died_while_the_clock_was_ahead_leaves_an_uncertain_mail(any_desk: Desk) -> None:
    any_desk.hear(an_invitation())
    with time_machine.travel(now() + AHEAD):
        dead(any_desk, Relay, "hand_over")
    a_minute_passes(any_desk.database)
    assert any_desk.email("invitation").state == "uncertain"


def test_a_clock_a_little_ahead_takes_no_mail_from_a_living_worker(any_desk: Desk) -> None:
    any_desk.hear(an_invitation())
    with time_machine.travel(now() + timedelta(seconds=10)):
        dead(any_desk, Relay, "hand_over")
    a_minute_passes(any_desk.database)
    assert any_desk.email("invitation").state == "sending"


def test_what_is_planned_for_later_stays_planned(any_desk: Desk) -> None:
    any_desk.hear(an_invitation())
    planned = reminders(any_desk)
    a_minute_passes(any_desk.database)
    assert reminders(any_desk) == planned
    assert min(planned) > now() + timedelta(days=1)


MIDNIGHT, MORNING = time(0, 1), time(7)


def on(day: int, clock: time) -> datetime:
    """Return an instant so many days from today, as clocks here show it."""
    return datetime.combine(today() + timedelta(days=day), clock, WITA)


def a_free_seat(desk: Desk, moment: datetime, **changes: Any) -> None:
    """A seat falls free by the clock, long before its deadline."""
    with time_machine.travel(moment, tick=False):
        changes = {"answer_by": on(60, time(23, 59)), "by_system": True, **changes}
        desk.hear(an_invitation(promoted=True, **changes))


def minutes_pass(desk: Desk, *moments: datetime) -> datetime:
    """Let the minute's job run at these moments, and return when the mail about the free seat goes."""
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            a_minute_passes(desk.database)
    return desk.email("invitation_promoted").next_attempt_at


def test_a_seat_that_fell_free_at_night_stays_planned_for_the_morning(any_desk: Desk) -> None:
    a_free_seat(any_desk, on(1, MIDNIGHT))
    assert minutes_pass(any_desk, on(1, time(0, 2)), on(1, time(3)), on(1, time(6, 59))) == on(1, MORNING)
    sent = []
    for moment in (on(1, time(0, 3)), on(1, time(6, 59)), on(1, time(7, 1))):
        with mail_server() as server, time_machine.travel(moment, tick=False):
            any_desk.deliver(server.url)
        sent.append(len(server.bodies))
    assert sent == [0, 0, 1]


def test_one_that_fell_free_in_the_evening_stays_planned_over_midnight(desk: Desk) -> None:
    a_free_seat(desk, on(1, time(20, 1)))
    assert minutes_pass(desk, on(1, time(20, 2)), on(2, time(0, 2))) == on(2, MORNING)


@pytest.mark.parametrize("days", [1, 40])
def test_what_a_clock_ahead_planned_for_a_later_morning_is_told_the_next(any_desk: Desk, days: int) -> None:
    a_free_seat(any_desk, on(1 + days, MIDNIGHT))
    assert minutes_pass(any_desk, on(1, MIDNIGHT)) == on(1, MORNING)


@pytest.mark.parametrize(("day", "clock"), [(1, time(20, 30)), (1, time(12)), (41, MIDNIGHT)])
def test_by_day_what_a_clock_ahead_planned_goes_now(any_desk: Desk, day: int, clock: time) -> None:
    a_free_seat(any_desk, on(day, clock))
    now_here = on(1, time(9))
    assert minutes_pass(any_desk, now_here) == now_here


def test_what_would_be_too_late_in_the_morning_is_told_at_night_whatever_the_clock_was(any_desk: Desk) -> None:
    a_free_seat(any_desk, on(1, time(3)), answer_by=on(1, time(6)))
    assert minutes_pass(any_desk, on(1, MIDNIGHT)) == on(1, MIDNIGHT)


def test_one_that_a_person_gave_at_night_goes_as_soon_as_the_clock_is_right(desk: Desk) -> None:
    a_free_seat(desk, on(1, time(4)), by_system=False)
    assert minutes_pass(desk, on(1, time(2))) == on(1, time(2))


def test_one_that_was_tried_is_tried_again_as_any_other(desk: Desk) -> None:
    a_free_seat(desk, on(1, MIDNIGHT))
    with time_machine.travel(on(2, MORNING)):
        refused(desk)
    assert minutes_pass(desk, on(1, time(8))) == on(1, time(8))


def reminders(desk: Desk) -> list:
    with desk.database.reading() as session:
        due = select(Message.next_attempt_at).where(Message.template == "invitation_reminder")
        return sorted(session.scalars(due))


def a_minute_passes(database: Database) -> None:
    """Let run what the clock does every minute."""
    schedule.settle_stragglers(database)

"""A clock that was ahead and is set right: what it wrote into the future holds up no mail."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from services.notifications.actions import delivery
from services.notifications.actions.relay import Relay
from services.notifications.models import Email
from services.notifications.tasks import schedule
from shared.clock import now
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
    dead(desk, delivery, "_begin")


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


def reminders(desk: Desk) -> list:
    with desk.database.reading() as session:
        due = select(Email.next_attempt_at).where(Email.template == "invitation_reminder")
        return sorted(session.scalars(due))


def a_minute_passes(database: Database) -> None:
    """Let run what the clock does every minute."""
    schedule.settle_stragglers(database)

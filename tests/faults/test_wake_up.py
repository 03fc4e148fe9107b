"""Mails that are due start one delivery, ahead of the clock's rhythm; its start may be lost, and no mail is."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update

from shared.clock import now
from shared.messaging.schedule_entry import ScheduleEntry
from tests.faults.office import NAMES
from tests.faults.test_refused_in_vain import invite, start_offer

DELIVERY = ("notifications", "deliver_emails", ())


@pytest.fixture
def invited(office, post):
    """An office where invitations have just become due, and the clock's own time for mails is still to come."""
    office.change("partners", start_offer)
    office.work()
    office.change("partners", invite, *NAMES)
    office.carry_only()
    office.tasks.clear()
    with office.database("notifications").transaction() as session:
        a_moment_ahead = {"next_at": now() + timedelta(seconds=1), "sent_at": None}
        session.execute(update(ScheduleEntry).where(ScheduleEntry.name == "deliver_emails").values(a_moment_ahead))
    post.bodies.clear()
    return office


def starts(office, looks=3):
    with time_machine.travel(now(), tick=False):
        for _ in range(looks):
            office.services["notifications"].courier.round()
    return office.tasks.count(DELIVERY)


def test_mails_that_are_due_start_one_delivery_however_often_the_courier_looks(invited):
    assert starts(invited) == 1


def test_a_start_that_is_lost_comes_again_and_each_mail_goes_once(invited, post):
    starts(invited)
    invited.tasks.clear()
    with time_machine.travel(now() + timedelta(seconds=61)):
        assert starts(invited) == 1
        invited.work()
    assert len(post.bodies) == len(NAMES)

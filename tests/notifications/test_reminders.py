"""Reminders after a standstill: one at most, by day, and never on the heels of another mail that asks the same."""

from datetime import datetime, time, timedelta
from threading import Thread
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from sqlalchemy import select, update
from structlog.testing import capture_logs

from services.notifications.actions import messages, reminders, restoration
from services.notifications.models import Message
from shared.clock import WITA, end_of_day, today
from shared.events.partners import InvitationIssued, OfferSubmitted
from tests.notifications.conftest import Desk
from tests.notifications.factories import an_account, an_invitation, an_offer
from tests.notifications.mail_servers import mail_server

DEADLINE = today() + timedelta(days=10)
NIGHT = (time(20, 0), time(23, 30), time(0, 5), time(3, 0), time(6, 59))


def at(day: int, clock: time) -> datetime:
    """Return an instant so many days before the deadline, as clocks here show it."""
    return datetime.combine(DEADLINE - timedelta(days=day), clock, WITA)


def invite(desk: Desk, *, delivered: bool = True, moment: datetime | None = None) -> InvitationIssued:
    invitation = an_invitation(answer_by=end_of_day(DEADLINE))
    with time_machine.travel(moment or at(8, time(10)), tick=False):
        desk.hear(invitation)
    if delivered:
        assert deliver(desk, moment or at(8, time(10))) == ["invitation"]
    return invitation


def deliver(desk: Desk, moment: datetime) -> list[str]:
    """Let the worker run at this moment, and return which kinds of mail went."""
    before = {email.id for email in desk.emails(Message.state == "sent")}
    with mail_server() as server, time_machine.travel(moment, tick=False):
        desk.deliver(server.url)
    sent = [email for email in desk.emails(Message.state == "sent") if email.id not in before]
    assert len(server.bodies) == len(sent)
    return [email.template for email in sent]


def states(desk: Desk) -> list[str]:
    reminders = desk.emails(Message.template == "invitation_reminder")
    return [email.state for email in sorted(reminders, key=lambda email: email.next_attempt_at)]


def test_both_go_on_their_days_where_nothing_stood_still(any_desk: Desk) -> None:
    invite(any_desk)
    assert deliver(any_desk, at(3, time(8))) == ["invitation_reminder"]
    assert deliver(any_desk, at(1, time(8))) == ["invitation_reminder"]
    assert states(any_desk) == ["sent", "sent"]


def test_after_a_standstill_only_the_nearer_one_goes(any_desk: Desk) -> None:
    invite(any_desk)
    assert deliver(any_desk, at(1, time(9))) == ["invitation_reminder"]
    assert states(any_desk) == ["cancelled", "sent"]


@pytest.mark.parametrize("clock", NIGHT)
def test_what_a_standstill_kept_until_the_night_waits_for_the_morning(desk: Desk, clock: time) -> None:
    invite(desk)
    night = at(3 if clock >= time(20) else 2, clock)
    assert deliver(desk, night) == []
    morning = desk.emails(Message.state == "queued")[0].next_attempt_at.astimezone(WITA)
    assert morning.time() == time(7)
    assert timedelta(0) < morning - night <= timedelta(hours=11)
    assert deliver(desk, morning) == ["invitation_reminder"]


def test_in_the_night_before_the_last_days_one_of_two_is_left_for_the_morning(desk: Desk) -> None:
    invite(desk)
    assert deliver(desk, at(1, time(23))) == []
    assert states(desk) == ["cancelled", "queued"]
    assert deliver(desk, at(0, time(7))) == ["invitation_reminder"]


def test_one_put_off_until_the_morning_of_the_next_is_left_out(desk: Desk) -> None:
    invite(desk)
    assert deliver(desk, at(1, time(3))) == []
    assert deliver(desk, at(1, time(7))) == []
    assert deliver(desk, at(1, time(8))) == ["invitation_reminder"]


def test_a_mail_at_night_is_better_than_one_after_the_deadline(desk: Desk) -> None:
    invite(desk)
    assert deliver(desk, at(0, time(22))) == ["invitation_reminder"]


def test_nothing_goes_after_the_deadline(desk: Desk) -> None:
    invite(desk)
    assert deliver(desk, at(-1, time(9))) == []


def test_an_invitation_that_stood_still_itself_needs_no_reminder_beside_it(any_desk: Desk) -> None:
    invite(any_desk, delivered=False)
    assert deliver(any_desk, at(1, time(9))) == ["invitation"]
    assert states(any_desk) == ["cancelled", "cancelled"]


def test_no_reminder_follows_a_late_invitation_within_half_a_day(desk: Desk) -> None:
    invite(desk, delivered=False)
    assert deliver(desk, at(2, time(22))) == ["invitation"]
    assert deliver(desk, at(1, time(8))) == []
    assert states(desk) == ["cancelled", "cancelled"]


def test_an_invitation_that_a_person_gave_goes_at_night_too(desk: Desk) -> None:
    invite(desk, delivered=False, moment=at(8, time(23)))
    assert deliver(desk, at(8, time(23))) == ["invitation"]


@pytest.mark.parametrize(("by_system", "hour"), [(True, 7), (False, 0)])
def test_a_seat_that_fell_free_at_midnight_is_told_in_the_morning(desk: Desk, by_system: bool, hour: int) -> None:
    with time_machine.travel(at(8, time(0, 1)), tick=False):
        desk.hear(an_invitation(promoted=True, by_system=by_system, answer_by=end_of_day(DEADLINE)))
    with desk.database.reading() as session:
        due = session.scalar(select(Message.next_attempt_at).where(Message.template == "invitation_promoted"))
    assert due is not None
    assert due.astimezone(WITA).hour == hour


def test_two_workers_together_send_one_reminder(any_desk: Desk) -> None:
    invite(any_desk)
    with mail_server() as server, time_machine.travel(at(1, time(9)), tick=False):
        workers = [Thread(target=any_desk.deliver, args=[server.url]) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert len(server.bodies) == 1
    assert states(any_desk) == ["cancelled", "sent"]


def confirmed_after_a_return(desk: Desk, moment: datetime) -> InvitationIssued:
    """An invitation that waited in a copy, of which a person has heard that it had gone before."""
    invitation = invite(desk, delivered=False)
    with time_machine.travel(moment, tick=False):
        with desk.database.transaction() as session:
            restoration.hold_what_may_have_gone(session)
        with desk.database.transaction() as session:
            messages.confirm_arrival(session, desk.email("invitation").id)
    return invitation


def test_whoever_is_known_to_have_an_invitation_that_a_copy_held_is_reminded(any_desk: Desk) -> None:
    confirmed_after_a_return(any_desk, at(7, time(10)))
    assert any_desk.email("invitation").sent_at == at(7, time(10))
    assert deliver(any_desk, at(3, time(8))) == ["invitation_reminder"]


def test_no_reminder_follows_within_half_a_day_of_that_being_known(desk: Desk) -> None:
    confirmed_after_a_return(desk, at(3, time(7)))
    assert deliver(desk, at(3, time(8))) == []


def test_when_an_invitation_went_need_not_be_known(any_desk: Desk) -> None:
    invite(any_desk)
    forget_when_it_went(any_desk)
    assert deliver(any_desk, at(3, time(8))) == ["invitation_reminder"]


def forget_when_it_went(desk: Desk) -> None:
    with desk.database.transaction() as session:
        session.execute(update(Message).values(sent_at=None))


def test_one_reminder_that_cannot_be_settled_holds_nobody_up(any_desk: Desk) -> None:
    odd, other = invite(any_desk), invite(any_desk)
    news_for_staff(any_desk)
    with odd_one(odd), capture_logs() as logs:
        assert sorted(deliver(any_desk, at(3, time(8)))) == ["invitation_reminder", "offer_submitted"]
    (reminded,) = any_desk.emails(Message.template == "invitation_reminder", Message.state == "sent")
    assert reminded.invitation_id == other.invitation_id
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["reminder_unsettled"]
    assert deliver(any_desk, at(3, time(8))) == []
    assert deliver(any_desk, at(3, time(10))) == ["invitation_reminder"]


def test_reminders_that_cannot_be_looked_for_wait_and_hold_up_no_other_mail(any_desk: Desk) -> None:
    invite(any_desk)
    news_for_staff(any_desk)
    with patch.object(reminders, "_asking", side_effect=TypeError("unforeseen")), capture_logs() as logs:
        assert deliver(any_desk, at(3, time(8))) == ["offer_submitted"]
    assert "reminders_unsettled" in [line["event"] for line in logs]
    assert deliver(any_desk, at(3, time(8))) == ["invitation_reminder"]


def news_for_staff(desk: Desk) -> None:
    with time_machine.travel(at(3, time(8)), tick=False):
        desk.hear(an_account(), OfferSubmitted(offer=an_offer()))


def odd_one(invitation: InvitationIssued) -> Any:
    judge = reminders._makes_superfluous

    def judged(other: Any, reminder: Message, goes_at: datetime) -> bool:
        if reminder.invitation_id == invitation.invitation_id:
            raise TypeError("unforeseen")
        return judge(other, reminder, goes_at)

    return patch.object(reminders, "_makes_superfluous", judged)

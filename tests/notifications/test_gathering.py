"""A lecturer gets one mail an hour, not thirty: what is gathered, until when, and by whom at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from operator import itemgetter
from threading import Barrier

import pytest
import time_machine

from services.notifications.actions import outcomes
from services.notifications.channels.rendering import render
from services.notifications.domain.gathering import AN_HOUR, goes_at, with_newest
from services.notifications.models import Message
from services.notifications.models.far_instants import pull_forward
from services.notifications.queries.quiet import quiet_hours
from shared.clock import now
from shared.database import new_id
from shared.events.partners import NominationsSent, OfferSummary
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import a_nominee, an_account, an_answer, an_invitation, an_offer
from tests.notifications.mail_servers import mail_server

KIND = "invitation_answered_institution"


def answers(offer: OfferSummary, count: int) -> list:
    invited = [
        an_invitation(offer=offer, invitation_id=new_id(), ikm_name=f"IKM {n}", email=None) for n in range(count)
    ]
    return [an_answer(one, email=None) for one in invited]


def mails(desk: Desk) -> list[Message]:
    return desk.emails(Message.template == KIND)


def deliver(desk: Desk) -> int:
    """Let the clock strike; return how many mails arrived."""
    with mail_server() as server:
        desk.deliver(server.url)
    return len(server.mails)


def test_thirty_answers_within_an_hour_are_one_mail_at_its_end(any_desk: Desk) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        for answer in answers(an_offer(), 30):
            any_desk.hear(answer)
            clock.shift(timedelta(minutes=1))
        assert deliver(any_desk) == 0
        clock.shift(timedelta(minutes=30))
        assert deliver(any_desk) == 1
        (mail,) = mails(any_desk)
        assert [item["ikm_name"] for item in mail.context["items"]] == [f"IKM {n}" for n in range(30)]


def test_while_answers_come_all_day_at_most_one_mail_an_hour_goes_and_nothing_is_lost(desk: Desk) -> None:
    offer = an_offer()
    with time_machine.travel(now(), tick=False) as clock:
        for answer in answers(offer, 18):
            desk.hear(answer)
            deliver(desk)
            clock.shift(timedelta(minutes=10))
        clock.shift(AN_HOUR)
        deliver(desk)
        sent = [mail.sent_at for mail in mails(desk) if mail.sent_at]
        assert all(later - earlier >= AN_HOUR for earlier, later in pairwise(sent))
        assert sum(len(mail.context["items"]) for mail in mails(desk)) == 18
        assert len(sent) == len(mails(desk)) <= 4


def test_what_was_gathered_goes_by_the_deadline(desk: Desk) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        desk.hear(*answers(an_offer(answer_by=now() + timedelta(minutes=20)), 2))
        clock.shift(timedelta(minutes=20, seconds=1))
        assert deliver(desk) == 1


def test_whoever_thinks_again_is_told_of_once(desk: Desk) -> None:
    (first,) = answers(an_offer(), 1)
    desk.hear(first, an_answer(an_invitation(**_of(first)), email=None, answer="declined", revision=3), times=2)
    (mail,) = mails(desk)
    assert [item["answer"] for item in mail.context["items"]] == ["declined"]


def _of(answer) -> dict:
    return {name: getattr(answer, name) for name in ("invitation_id", "offer", "sessions", "ikm_id", "ikm_name")}


def moved_up(offer: OfferSummary, *names: str) -> NominationsSent:
    return NominationsSent(offer=offer, nominees=[a_nominee(ikm_name=name) for name in names], promoted=True)


def test_whoever_moves_up_stands_in_the_same_mail_as_the_answers(any_desk: Desk) -> None:
    offer = an_offer()
    any_desk.hear(*answers(offer, 2), moved_up(offer, "IKM 7"), moved_up(offer, "IKM 8", "IKM 9"))
    (mail,) = any_desk.emails()
    assert [item["ikm_name"] for item in mail.context["items"]] == ["IKM 0", "IKM 1", "IKM 7", "IKM 8", "IKM 9"]
    written = render(mail, settings_for(any_desk.database, ""))
    assert written.subject == f"Kabar tentang 5 IKM: {offer.title}"
    assert written.text.index("IKM 9") < written.text.index("IKM 0 ")
    assert "naik dari daftar tunggu" in written.text


def test_thirty_who_move_up_one_by_one_are_one_mail(desk: Desk) -> None:
    offer = an_offer()
    desk.hear(*(moved_up(offer, f"IKM {n}") for n in range(30)))
    (mail,) = desk.emails()
    assert len(mail.context["items"]) == 30


def test_the_first_proposal_is_a_mail_of_its_own_at_once(desk: Desk) -> None:
    offer = an_offer()
    desk.hear(NominationsSent(offer=offer, nominees=[a_nominee()]), moved_up(offer, "IKM 7"))
    assert sorted(mail.template for mail in desk.emails()) == [KIND, "nominations_sent"]
    assert deliver(desk) == 1


def test_whoever_moves_up_twice_is_named_once(desk: Desk) -> None:
    fact = moved_up(an_offer(), "IKM 7")
    desk.hear(fact, replace(fact, offer=replace(fact.offer, revision=9)))
    (mail,) = desk.emails()
    assert len(mail.context["items"]) == 1


def test_two_offers_are_two_mails(desk: Desk) -> None:
    desk.hear(*answers(an_offer(), 2), *answers(an_offer(), 1))
    assert sorted(len(mail.context["items"]) for mail in mails(desk)) == [1, 2]


def test_answers_heard_at_once_by_several_workers_are_in_one_mail(any_desk: Desk) -> None:
    told = answers(an_offer(), 4)
    together = Barrier(len(told))

    def hear(fact) -> None:
        together.wait()
        any_desk.hear(fact)

    with ThreadPoolExecutor(len(told)) as workers:
        list(workers.map(hear, told))
    (mail,) = mails(any_desk)
    assert {item["ikm_name"] for item in mail.context["items"]} == {answer.ikm_name for answer in told}


def test_a_clock_that_was_ahead_does_not_keep_what_was_gathered(desk: Desk) -> None:
    with time_machine.travel(now() + timedelta(days=5)):
        desk.hear(*answers(an_offer(answer_by=now() + timedelta(days=30)), 1))
    with desk.database.transaction() as session:
        pull_forward(session, now(), quiet_hours(session))
    assert deliver(desk) == 1


def test_what_failed_is_told_within_minutes(desk: Desk) -> None:
    desk.hear(an_account(), an_invitation())
    with desk.database.transaction() as session:
        outcomes.fail(session, session.get_one(Message, desk.email("invitation").id), "refused")
    assert desk.email("email_failed").next_attempt_at <= now() + timedelta(minutes=5)


@pytest.mark.parametrize(("minutes", "waits"), [(None, 60), (20, 20), (90, 60), (-5, 60)])
def test_it_waits_an_hour_or_until_the_deadline_still_to_come(minutes: int | None, waits: int) -> None:
    at = now()
    deadline = None if minutes is None else at + timedelta(minutes=minutes)
    assert goes_at(at, AN_HOUR, deadline) == at + timedelta(minutes=waits)


def test_without_a_way_to_somebody_only_the_very_same_is_said_once() -> None:
    assert with_newest([{"a": 1}], {"a": 2}, None) == [{"a": 1}, {"a": 2}]
    assert with_newest([{"a": 1}], {"a": 1}, None) == [{"a": 1}]
    assert with_newest([{"a": 1, "b": 1}], {"a": 1, "b": 2}, itemgetter("a")) == [{"a": 1, "b": 2}]

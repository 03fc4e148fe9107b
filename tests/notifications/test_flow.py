"""A mail server in trouble blames no address, is left in peace, and staff hear of it; a wrong address is found out."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from sqlalchemy import select, update
from structlog.testing import capture_logs

from services.notifications.models import MailFlow, Message, Suppression
from services.notifications.tasks import schedule
from shared.clock import now
from shared.events.notifications import EmailFailed, EmailTriedAgain, MailFlowChanged, WaitingCounted
from shared.events.partners import OfferOpened, OfferSubmitted
from shared.messaging.outbox import Outbox
from tests.notifications.conftest import Desk
from tests.notifications.factories import INSTITUTION, an_account, an_answer, an_invitation, an_offer
from tests.notifications.mail_servers import Temper, mail_server
from tests.notifications.test_delivery import has_work, make_due_again, refuse

EVERYBODY_REFUSED = [
    {"to_recipient": "550 5.1.1 User unknown"},
    {"to_recipient": "550 No such user here"},
    {"to_recipient": "553 5.1.2 Unknown domain"},
    {"to_recipient": "554 5.7.1 Relay access denied"},
    {"to_recipient": "530 5.7.0 Authentication required"},
    {"to_sender": "550 5.7.1 Sender not allowed"},
    {"to_sender": "451 4.3.0 Try later"},
    {"to_body": "554 5.7.1 Message refused"},
    {"to_recipient": "451 4.7.1 Later"},
    {"lose": "before the body"},
]


def announced(desk: Desk) -> list[tuple[str, str | None]]:
    with desk.database.reading() as session:
        told = select(Outbox.payload).where(Outbox.name == MailFlowChanged.event_name).order_by(Outbox.id)
        return [(fact["state"], fact["reason"]) for fact in session.scalars(told)]


def failures(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        told = select(Outbox.payload).where(Outbox.name == EmailFailed.event_name)
        return [fact["reason"] for fact in session.scalars(told)]


def blocked(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        return list(session.scalars(select(Suppression.address)))


def an_office(desk: Desk, ikm: int = 9) -> None:
    """Staff, institutions and IKM, all with mail that is due."""
    staff = [an_account(email=f"staff{number}@kutim.example") for number in range(6)]
    lecturers = [an_account(email=f"dosen{number}@unmul.example", role="institution", institution_id=INSTITUTION)
                 for number in range(5)]  # fmt: skip
    invited = [an_invitation(email=f"ikm{number}@ikm.example") for number in range(ikm)]
    desk.hear(*staff, *lecturers, OfferSubmitted(offer=an_offer()), *invited)


def without_reminders(desk: Desk) -> list[Message]:
    return desk.emails(Message.template != "invitation_reminder")


@contextmanager
def later(**time: int) -> Iterator[None]:
    with time_machine.travel(now() + timedelta(**time)):
        yield


def proven(desk: Desk, address: str) -> None:
    desk.hear(an_invitation(email=address))
    with mail_server() as server:
        desk.deliver(server.url)


def send(desk: Desk, **temper: Any) -> Temper:
    make_due_again(desk)
    with mail_server(**temper) as server:
        desk.deliver(server.url)
    return server


def refuse_everybody(desk: Desk, **temper: Any) -> None:
    an_office(desk, ikm=3)
    proven(desk, "lama@ikm.example")
    an_office(desk, ikm=1)
    for _ in range(4):
        send(desk, **temper)


@pytest.mark.parametrize("temper", EVERYBODY_REFUSED)
def test_whoever_refuses_everybody_blocks_nobody_and_staff_hear_of_it(desk: Desk, temper: dict[str, str]) -> None:
    refuse_everybody(desk, **temper)
    assert (blocked(desk), failures(desk)) == ([], [])
    assert {email.state for email in without_reminders(desk)} == {"queued", "sent"}
    ((state, reason),) = announced(desk)
    assert (state, reason in ("refusing", "putting_off", "sender_refused")) == ("troubled", True)


@pytest.mark.parametrize("temper", [EVERYBODY_REFUSED[0], EVERYBODY_REFUSED[-1]])
def test_mail_goes_again_by_itself_once_the_server_does_its_work(any_desk: Desk, temper: dict[str, str]) -> None:
    refuse_everybody(any_desk, **temper)
    send(any_desk)
    assert {email.state for email in without_reminders(any_desk)} == {"sent"}
    assert [state for state, _ in announced(any_desk)] == ["troubled", "working"]


def test_a_mail_server_that_is_away_is_told_at_once(any_desk: Desk) -> None:
    an_office(any_desk)
    any_desk.deliver("smtp://127.0.0.1:1")
    assert announced(any_desk) == [("troubled", "unreachable")]


def test_a_mail_server_that_does_not_know_our_password_is_told_at_once(any_desk: Desk) -> None:
    an_office(any_desk)
    with mail_server(password="right") as server:
        any_desk.deliver(server.url.replace("smtp://", "smtp://sinergi:wrong@"))
        assert announced(any_desk) == [("troubled", "login_refused")]
        any_desk.deliver(server.url.replace("smtp://", "smtp://sinergi:right@"))
    assert announced(any_desk)[-1] == ("working", None)


@pytest.mark.parametrize("login", ["kantor:sandi%C3%A9", "kant%C3%B6r:sandi", "kantor:%E2%80%A2"])
def test_a_login_that_cannot_be_spoken_is_told_at_once_and_not_repeated(desk: Desk, login: str) -> None:
    an_office(desk, ikm=1)
    with mail_server(password="right") as server, capture_logs() as logs:
        desk.deliver(server.url.replace("smtp://", f"smtp://{login}@"))
    assert announced(desk) == [("troubled", "login_refused")]
    with desk.database.reading() as session:
        noted = repr((session.get_one(MailFlow, 1).detail, desk.emails()[0].last_error, logs))
    assert not any(sign in noted for sign in ("é", "ö", "•", r"\xe9", r"\xf6", r"\u2022", "position"))


@pytest.mark.parametrize("host", ["surel..kutim.example", "a" * 64 + ".example", ".example", "surel.kutim.invalid"])
@pytest.mark.parametrize("scheme", ["smtp", "smtps", "smtp+starttls"])
def test_a_mail_server_that_cannot_be_named_is_told_at_once(desk: Desk, scheme: str, host: str) -> None:
    an_office(desk, ikm=1)
    desk.deliver(f"{scheme}://{host}:2525")
    assert announced(desk) == [("troubled", "unreachable")]


def test_whatever_keeps_a_connection_from_coming_about_is_told_at_once(desk: Desk) -> None:
    an_office(desk, ikm=1)
    with patch.object(smtplib, "SMTP", side_effect=TypeError("unforeseen")):
        desk.deliver("smtp://surel.example")
    assert announced(desk) == [("troubled", "unusable")]
    assert not has_work(desk)


def test_a_trouble_that_stays_is_told_once_and_asked_less_and_less_often(desk: Desk) -> None:
    an_office(desk)
    pauses = []
    for _ in range(7):
        desk.deliver("smtp://127.0.0.1:1")
        with desk.database.reading() as session:
            pauses.append(round((session.get_one(MailFlow, 1).retry_at - now()).total_seconds()))
    assert pauses == sorted(pauses)
    assert pauses[-1] == 120
    assert len(announced(desk)) == 1
    assert {email.attempts for email in desk.emails()} == {0}


def test_the_clock_leaves_a_mail_server_in_trouble_in_peace(any_desk: Desk) -> None:
    an_office(any_desk)
    any_desk.deliver("smtp://127.0.0.1:1")
    assert not has_work(any_desk)
    with later(seconds=16):
        assert has_work(any_desk)


def test_a_trouble_noted_by_a_clock_that_was_ahead_pauses_nothing(any_desk: Desk) -> None:
    an_office(any_desk)
    with later(hours=2):
        any_desk.deliver("smtp://127.0.0.1:1")
    assert has_work(any_desk)


def test_of_many_only_a_few_are_tried_while_the_server_is_in_trouble(desk: Desk) -> None:
    an_office(desk)
    send(desk, lose="after the body")
    first = {email.state for email in desk.emails(Message.template == "invitation")}
    server = send(desk, lose="after the body")
    assert "queued" in first
    assert len(server.bodies) <= 3


def test_one_refusal_condemns_no_address_that_worked_before(any_desk: Desk) -> None:
    proven(any_desk, "sari@ikm.example")
    any_desk.hear(an_invitation())
    send(any_desk, unknown={"sari@ikm.example"})
    assert (blocked(any_desk), any_desk.emails(Message.template == "invitation")[-1].state) == ([], "queued")
    send(any_desk)
    assert {email.state for email in any_desk.emails(Message.template == "invitation")} == {"sent"}


def test_an_address_that_worked_and_is_gone_is_found_out_while_others_are_served(any_desk: Desk) -> None:
    proven(any_desk, "sari@ikm.example")
    any_desk.hear(an_invitation())
    for number in range(4):
        any_desk.hear(an_invitation(email=f"ikm{number}@ikm.example"))
        send(any_desk, unknown={"sari@ikm.example"})
    assert (blocked(any_desk), "refused" in failures(any_desk)) == (["sari@ikm.example"], True)


def test_a_wrong_address_among_good_ones_is_found_out_soon(any_desk: Desk) -> None:
    any_desk.hear(*(an_invitation(email=f"ikm{number}@ikm.example") for number in range(5)))
    send(any_desk, unknown={"ikm2@ikm.example"})
    (waiting,) = any_desk.emails(Message.state == "queued", Message.template == "invitation")
    assert waiting.next_attempt_at < now() + timedelta(seconds=20)
    send(any_desk, unknown={"ikm2@ikm.example"})
    assert blocked(any_desk) == ["ikm2@ikm.example"]
    assert announced(any_desk) == []


def test_refusals_one_by_one_block_nobody_either(desk: Desk) -> None:
    for number in range(6):
        desk.hear(an_account(email=f"staff{number}@kutim.example", role="head"))
        desk.hear(an_invitation(email=f"ikm{number}@ikm.example"))
        refuse(desk, "550 5.1.1 User unknown")
    assert blocked(desk) == []
    assert announced(desk)[0] == ("troubled", "refusing")
    send(desk)
    assert set(desk.states()["invitation"]) == {"sent"}


def test_wrong_addresses_in_front_do_not_keep_the_server_in_trouble(desk: Desk) -> None:
    wrong = {f"salah{number}@ikm.example" for number in range(7)}
    desk.hear(*(an_invitation(email=address) for address in sorted(wrong)))
    for _ in range(6):
        with mail_server(unknown=wrong) as server:
            desk.deliver(server.url)
        if announced(desk) and not desk.emails(Message.address == "betul@ikm.example"):
            desk.hear(an_invitation(email="betul@ikm.example"))
    assert announced(desk) == [("troubled", "refusing"), ("working", None)]
    assert desk.emails(Message.address == "betul@ikm.example", Message.template == "invitation")[0].state == "sent"


def silence(desk: Desk, address: str) -> None:
    desk.hear(an_invitation(email=address))
    for _ in range(2):
        send(desk, to_recipient="550 5.1.1 User unknown")
    assert blocked(desk) == [address]


def tried_again(desk: Desk) -> list[tuple[str, str, bool]]:
    with desk.database.reading() as session:
        told = select(Outbox.payload).where(Outbox.name == EmailTriedAgain.event_name)
        return sorted((fact["template"], fact["reason"], fact["asks"]) for fact in session.scalars(told))


def test_blame_taken_back_sends_again_what_the_block_held_back_at_its_own_time(any_desk: Desk) -> None:
    silence(any_desk, "sari@ikm.example")
    planned = [email.next_attempt_at for email in any_desk.emails(Message.template == "invitation_reminder")]
    any_desk.hear(*(an_invitation(email=f"ikm{number}@ikm.example") for number in range(2)))
    send_due(any_desk, to_recipient="550 5.1.1 User unknown")
    found = any_desk.emails(Message.address == "sari@ikm.example")
    assert {email.state for email in found} == {"queued"}
    assert [email.next_attempt_at for email in found if email.template == "invitation_reminder"] == planned
    assert sorted(failures(any_desk)) == sorted(reason for _, reason, _ in tried_again(any_desk))


def test_blame_taken_back_asks_nobody_who_has_answered_meanwhile(desk: Desk) -> None:
    silence(desk, "sari@ikm.example")
    invitation = an_invitation(invitation_id=desk.email("invitation").invitation_id, email=None)
    desk.hear(an_answer(invitation), *(an_invitation(email=f"ikm{number}@ikm.example") for number in range(2)))
    send_due(desk, to_recipient="550 5.1.1 User unknown")
    assert {email.state for email in desk.emails(Message.address == "sari@ikm.example")} == {"cancelled"}
    assert ("invitation", "refused", True) in tried_again(desk)


def test_what_an_address_of_its_own_fault_is_refused_is_not_sent_again(any_desk: Desk) -> None:
    silence(any_desk, "salah@ikm.example")
    any_desk.hear(an_invitation(email="betul@ikm.example"))
    send(any_desk)
    any_desk.hear(*(an_invitation(email=f"ikm{number}@ikm.example") for number in range(3)))
    send_due(any_desk, to_recipient="550 5.1.1 User unknown")
    assert blocked(any_desk) == ["salah@ikm.example"]
    assert tried_again(any_desk) == []


def send_due(desk: Desk, **temper: Any) -> None:
    """Send what is due by itself: nothing planned for another day."""
    with mail_server(**temper) as server:
        desk.deliver(server.url)


def test_two_workers_that_are_refused_at_once_blame_nobody(any_desk: Desk) -> None:
    an_office(any_desk, ikm=20)
    with mail_server(to_recipient="550 5.1.1 User unknown") as server:
        workers = [Thread(target=any_desk.deliver, args=[server.url]) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert (blocked(any_desk), failures(any_desk)) == ([], [])
    assert [state for state, _ in announced(any_desk)] == ["troubled"]


def test_how_many_mails_wait_for_a_person_is_told_when_it_changes(desk: Desk) -> None:
    desk.hear(an_account(role="institution", institution_id=INSTITUTION, email="salah@unmul"))
    for _ in range(2):
        schedule.announce_waiting(desk.database)
    assert mails_to_settle(desk) == [0]
    desk.hear(OfferOpened(offer=an_offer()))
    for _ in range(2):
        schedule.announce_waiting(desk.database)
    assert mails_to_settle(desk) == [0, 1]


def mails_to_settle(desk: Desk) -> list[int]:
    with desk.database.reading() as session:
        told = select(Outbox.payload).where(Outbox.name == WaitingCounted.event_name).order_by(Outbox.id)
        counts = [{line["key"]: line["count"] for line in fact["counts"]} for fact in session.scalars(told)]
    return [count["mails"] for count in counts]


def test_no_mail_of_the_server_in_trouble_is_ever_given_up(desk: Desk) -> None:
    an_office(desk, ikm=1)
    for _ in range(10):
        with desk.database.transaction() as session:
            session.execute(update(Message).values(next_attempt_at=now() - timedelta(seconds=1)))
        with mail_server(to_recipient="451 Later") as server:
            desk.deliver(server.url)
    assert failures(desk) == []

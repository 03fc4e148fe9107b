"""Whether a mail may go is asked as its attempt begins: what ended, changed or was refused meanwhile stops it."""

from collections.abc import Callable
from dataclasses import replace
from threading import Barrier, BrokenBarrierError, Event, Thread
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from services.notifications.actions import contacts, invitations, messages, preferences, recipients, suppressions
from services.notifications.actions.letters import tell
from services.notifications.domain.addressee import Addressee
from services.notifications.models import Message
from shared.clock import now
from shared.database import Database, new_id
from shared.errors import RuleBroken
from shared.events.partners import InvitationIssued, MatchesSuggested, OfferClosed, OfferSubmitted
from tests.notifications.conftest import Desk
from tests.notifications.factories import (
    a_cancellation,
    a_profile,
    an_account,
    an_answer,
    an_end,
    an_invitation,
    an_offer,
)
from tests.notifications.mail_servers import Temper, mail_server

INVITED, TAKEN_BACK, CONFIRMED = "Undangan", "Maaf", "Jawaban"
OFTEN = 12


def at_once(database: Database, *works: Callable[[Any], None]) -> None:
    """Let two workers do their part before either commits; SQLite lets one after the other."""
    together = Barrier(len(works))

    def work(do: Callable[[Any], None]) -> None:
        with database.transaction() as session:
            do(session)
            try:
                together.wait(0.3)
            except BrokenBarrierError:
                return

    threads = [Thread(target=work, args=[do]) for do in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def make_due(desk: Desk) -> None:
    with desk.database.transaction() as session:
        session.execute(update(Message).where(Message.template != "invitation_reminder").values(next_attempt_at=now()))


def subjects(server: Temper) -> list[str]:
    known = (INVITED, TAKEN_BACK, CONFIRMED)
    return [next((words for words in known if mail["Subject"].startswith(words)), mail["Subject"])
            for mail in server.mails]  # fmt: skip


def taken_back(invitation: InvitationIssued, **changes: Any) -> Any:
    return an_end(invitation, notice="seat_withdrawn", **changes)


def test_an_invitation_written_beside_its_own_end_is_not_sent(any_desk: Desk) -> None:
    invitation = an_invitation()
    at_once(
        any_desk.database,
        lambda session: invitations.invite(session, invitation),
        lambda session: invitations.close(session, taken_back(invitation)),
    )
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert subjects(server) == [TAKEN_BACK]
    assert (any_desk.email("invitation").state, any_desk.email("invitation").reason) == (
        "cancelled",
        "invitation_closed",
    )


@pytest.mark.parametrize("backend", ["postgresql"])
def test_an_invitation_does_not_begin_while_its_end_is_being_written(any_desk: Desk) -> None:
    invitation, invited, ended, delivered = an_invitation(), Event(), Event(), Event()

    def end() -> None:
        with any_desk.database.transaction() as session:
            invited.wait(60)
            invitations.close(session, taken_back(invitation))
            ended.set()
            delivered.wait(60)

    ending = Thread(target=end)
    ending.start()
    with any_desk.database.transaction() as session:
        invitations.invite(session, invitation)
        invited.set()
        ended.wait(60)
    with mail_server() as server:
        any_desk.deliver(server.url)
        delivered.set()
        ending.join()
        assert server.bodies == []
        make_due(any_desk)
        any_desk.deliver(server.url)
    assert subjects(server) == [TAKEN_BACK]


def test_restriction_written_beside_the_invitation_stops_it(any_desk: Desk) -> None:
    invitation = an_invitation()
    at_once(
        any_desk.database,
        lambda session: invitations.invite(session, invitation),
        lambda session: contacts.keep(session, a_profile(invitation.ikm_id, restricted=True)),
    )
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert server.bodies == []
    assert any_desk.email("invitation").reason == "restricted"


def test_what_waits_for_an_ikm_merged_at_the_same_moment_follows_the_rules_of_the_one_that_remains(
    any_desk: Desk,
) -> None:
    invitation, remaining = an_invitation(), new_id()
    any_desk.hear(a_profile(remaining, restricted=True))
    at_once(
        any_desk.database,
        lambda session: invitations.invite(session, invitation),
        lambda session: contacts.keep(session, a_profile(invitation.ikm_id, status="merged", merged_into=remaining)),
    )
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert server.bodies == []


def test_an_address_blocked_beside_a_new_mail_gets_nothing(any_desk: Desk) -> None:
    invitation = an_invitation()
    at_once(
        any_desk.database,
        lambda session: invitations.invite(session, invitation),
        lambda session: suppressions.block(session, "sari@ikm.example", "refused"),
    )
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert server.bodies == []
    assert any_desk.email("invitation").reason == "address_blocked"


def test_news_turned_off_beside_new_news_is_not_sent(any_desk: Desk) -> None:
    offer = an_offer()
    at_once(
        any_desk.database,
        lambda session: tell(session, OfferClosed(offer=offer)),
        lambda session: preferences.unsubscribe(session, str(offer.institution_email), "offer_closed"),
    )
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert server.bodies == []


def test_whoever_no_longer_works_here_gets_nothing_that_waited(any_desk: Desk) -> None:
    person = an_account()
    any_desk.hear(person, OfferSubmitted(offer=an_offer()))
    with any_desk.database.transaction() as session:
        recipients.keep(session, an_account(account_id=person.account_id, revision=2, active=False))
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert server.bodies == []
    assert any_desk.email("offer_submitted").reason == "account_closed"


@pytest.mark.parametrize(
    ("reason", "happens"),
    [
        ("invitation_closed", taken_back),
        ("offer_cancelled", a_cancellation),
        ("answered", lambda invitation: an_answer(invitation, source="phone")),
        ("invitation_closed", lambda invitation: an_end(invitation, outcome="expired", notice=None, email=None)),
        ("restricted", lambda invitation: a_profile(invitation.ikm_id, restricted=True)),
        ("consent_withdrawn", lambda invitation: a_profile(invitation.ikm_id, consent_to_share="no")),
    ],
)
def test_an_invitation_put_off_while_its_reason_went_does_not_go_again(
    any_desk: Desk, reason: str, happens: Callable[[InvitationIssued], Any]
) -> None:
    invitation = an_invitation()
    any_desk.hear(invitation)
    fact = happens(invitation)
    with mail_server(lose="before the body", meanwhile=lambda: any_desk.hear(fact)) as server:
        any_desk.deliver(server.url)
    with mail_server() as server:
        make_due(any_desk)
        any_desk.deliver(server.url)
    assert INVITED not in subjects(server)
    assert any_desk.email("invitation").reason == reason


def test_that_a_seat_is_taken_back_waits_while_the_invitation_is_being_sent(any_desk: Desk) -> None:
    invitation = an_invitation()
    any_desk.hear(invitation)
    with mail_server() as other:

        def cancel_and_send() -> None:
            any_desk.hear(taken_back(invitation))
            any_desk.deliver(other.url)

        with mail_server(meanwhile=cancel_and_send) as server:
            any_desk.deliver(server.url)
        assert (other.bodies, subjects(server)) == ([], [INVITED])
        make_due(any_desk)
        any_desk.deliver(other.url)
    assert subjects(other) == [TAKEN_BACK]


ENDS = [
    taken_back,
    an_end,
    lambda invitation: an_end(invitation, notice=None, asked_by_ikm=True),
    lambda invitation: an_answer(invitation, answer="declined", to_institution=False),
]


def asked_anew(invitation: InvitationIssued, **changes: Any) -> InvitationIssued:
    return replace(invitation, invitation_id=new_id(), revision=4, **changes)


def deliver_all(desk: Desk) -> list[str]:
    with mail_server() as server:
        for _ in range(2):
            make_due(desk)
            desk.deliver(server.url)
    return subjects(server)


def put_off(desk: Desk) -> None:
    with mail_server(to_recipient="451 Later") as server:
        desk.deliver(server.url)


@pytest.mark.parametrize("end", ENDS)
def test_that_a_seat_is_off_is_not_told_after_its_ikm_was_asked_anew(any_desk: Desk, end: Callable[..., Any]) -> None:
    first = an_invitation()
    any_desk.hear(first, end(first))
    put_off(any_desk)
    any_desk.hear(asked_anew(first))
    assert deliver_all(any_desk) == [INVITED]
    assert [
        email.reason for email in any_desk.emails(Message.message_id.is_not(None), Message.state == "cancelled")
    ] == ["replaced"]


def test_nor_where_the_new_invitation_is_heard_of_before_the_end_of_the_old_one(any_desk: Desk) -> None:
    first = an_invitation()
    any_desk.hear(first, asked_anew(first), taken_back(first))
    assert deliver_all(any_desk) == [INVITED]
    assert any_desk.email("seat_withdrawn").reason == "replaced"


def test_nor_by_hand(desk: Desk) -> None:
    first = an_invitation()
    desk.hear(first, taken_back(first))
    with mail_server(lose="after the body") as server:
        desk.deliver(server.url)
    desk.hear(asked_anew(first))
    with pytest.raises(RuleBroken, match="digantikan"), desk.database.transaction() as session:
        messages.resend(session, desk.email("seat_withdrawn").id)


def test_it_is_told_after_the_new_invitation_has_ended_as_well_or_is_somebody_elses(desk: Desk) -> None:
    first = an_invitation()
    desk.hear(first, taken_back(first))
    put_off(desk)
    second, third = asked_anew(first), asked_anew(first, ikm_id=new_id(), email="lain@ikm.example")
    elsewhere = asked_anew(first, offer=an_offer())
    desk.hear(second, third, elsewhere, taken_back(second, revision=6))
    assert deliver_all(desk).count(TAKEN_BACK) == 2


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_an_older_invitation_is_no_reason_to_be_silent(desk: Desk, answer: str) -> None:
    first = an_invitation()
    second = asked_anew(first)
    desk.hear(first, an_answer(first, answer=answer), second, taken_back(second, revision=6))
    assert TAKEN_BACK in deliver_all(desk)
    assert desk.email("seat_withdrawn").state == "sent"


def on_its_way(desk: Desk, email: Message) -> None:
    with desk.database.transaction() as session:
        session.execute(update(Message).where(Message.id == email.id).values(state="sending", claimed_at=now()))


def test_a_mail_about_no_invitation_on_its_way_holds_up_only_its_own_offer_to_its_own_reader(any_desk: Desk) -> None:
    offer, other = an_offer(), an_offer()
    any_desk.hear(an_account(), an_account(email="dua@kutim.example"), OfferSubmitted(offer=offer))
    first, second = any_desk.emails()
    on_its_way(any_desk, first)
    any_desk.hear(OfferSubmitted(offer=other), OfferClosed(offer=other))
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert len(server.bodies) == 4
    any_desk.hear(MatchesSuggested(offer=offer, suggested=1, to_confirm=0, not_eligible=0))
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert [mail["To"].addresses[0].addr_spec for mail in server.mails] == [second.address]


LOST = {"email_id": str(uuid4()), "template": "invitation", "recipient_name": "Sari", "address": "sari@ikm.example",
        "reason": "gave_up"}  # fmt: skip


def test_a_mail_about_no_offer_holds_up_no_other(any_desk: Desk) -> None:
    staff = Addressee("Rahmat", "rahmat@kutim.example")
    with any_desk.database.transaction() as session:
        first, second = (messages.queue(session, "email_failed", staff, {"items": [LOST]}) for _ in range(2))
    on_its_way(any_desk, first)
    with mail_server() as server:
        any_desk.deliver(server.url)
    with any_desk.database.reading() as session:
        assert session.get_one(Message, second.id).state == "sent"


def test_an_older_answer_put_off_is_not_confirmed_after_a_newer_one(any_desk: Desk) -> None:
    invitation = an_invitation()
    any_desk.hear(an_answer(invitation, revision=2))
    newer = an_answer(invitation, revision=3, answer="declined", reason="Panen")
    with mail_server(lose="before the body", meanwhile=lambda: any_desk.hear(newer)) as server:
        any_desk.deliver(server.url)
    make_due(any_desk)
    with mail_server() as server:
        any_desk.deliver(server.url)
        make_due(any_desk)
        any_desk.deliver(server.url)
    confirmed = [mail for mail in server.mails if "sari@ikm.example" in str(mail["To"])]
    assert len(confirmed) == 1
    assert "Panen" in confirmed[0].get_body(("plain",)).get_content()


def test_what_became_too_late_after_it_was_taken_is_not_begun(any_desk: Desk) -> None:
    any_desk.hear(*(an_invitation(email=f"ikm{number}@ikm.example") for number in range(2)))

    def let_time_run_out() -> None:
        with any_desk.database.transaction() as session:
            session.execute(update(Message).where(Message.state == "queued").values(expires_at=now()))

    with mail_server(meanwhile=let_time_run_out) as server:
        any_desk.deliver(server.url)
    assert len(server.bodies) == 1
    assert any_desk.states()["invitation"].count("expired") == 1


@pytest.mark.timeout(60)
def test_of_many_invitations_handled_beside_their_ends_none_is_sent(any_desk: Desk) -> None:
    pairs = [an_invitation(email=f"ikm{number}@ikm.example") for number in range(OFTEN)]
    workers = [Thread(target=any_desk.hear, args=facts) for facts in (pairs, list(map(taken_back, pairs)))]
    with mail_server() as server:
        for worker in workers:
            worker.start()
        while any(worker.is_alive() for worker in workers):
            any_desk.deliver(server.url)
        make_due(any_desk)
        any_desk.deliver(server.url)
    news = {str(mail["To"]): position for position, mail in enumerate(server.mails)}
    last = {str(mail["To"]): mail["Subject"] for mail in server.mails}
    assert len(news) == OFTEN
    assert all(subject.startswith(TAKEN_BACK) for subject in last.values())

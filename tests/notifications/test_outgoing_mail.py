"""How the office's mail leaves, told to the other services: once, and whenever it changes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

from sqlalchemy import select

from services.notifications.actions import mail_readers, mail_server, mail_trials, outgoing_mail, restoration
from services.notifications.letters.catalogue import TO_STAFF
from services.notifications.models import MailTrial
from shared import office
from shared.clock import now
from shared.messaging.outbox import Outbox
from shared.settings import Settings
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import an_account

KINDS = len(TO_STAFF)
GIVEN = {"host": "mail.kutim.example", "port": 587, "security": "starttls", "user": "", "password": "",
         "sender": "ikm@kutim.example", "sender_name": ""}  # fmt: skip


def settings(desk: Desk, **more: str) -> Settings:
    return settings_for(desk.database, "", **more)


def strike(desk: Desk, **more: str) -> None:
    """Do what the clock does."""
    with desk.database.reading() as session:
        changed = outgoing_mail.changed(session, settings(desk, **more))
    if changed:
        with desk.database.transaction() as session:
            outgoing_mail.announce(session, settings(desk, **more))


def told(desk: Desk) -> list[dict[str, Any]]:
    facts = select(Outbox).where(Outbox.name == "notifications.outgoing_mail_changed").order_by(Outbox.id)
    with desk.database.reading() as session:
        return [fact.payload for fact in session.scalars(facts)]


def give(desk: Desk) -> None:
    with desk.database.transaction() as session:
        mail_server.change_mail_server(session, GIVEN, 0, ["o" * 40])


def test_an_office_that_said_nothing_says_so_once(any_desk: Desk) -> None:
    for _ in range(2):
        strike(any_desk)
    assert told(any_desk) == [
        {"revision": 1, "server": "", "sender": "", "tried_at": None, "went_out": None, "chosen": 0, "kinds": KINDS}
    ]


def test_server_sender_and_readers_are_told_as_they_change(any_desk: Desk) -> None:
    staff = an_account()
    any_desk.hear(staff)
    give(any_desk)
    strike(any_desk)
    with any_desk.database.transaction() as session:
        mail_readers.choose_readers(session, {sorted(TO_STAFF)[0]: [staff.account_id]})
    strike(any_desk)
    assert [(fact["revision"], fact["server"], fact["sender"], fact["chosen"]) for fact in told(any_desk)] == [
        (1, "mail.kutim.example", "ikm@kutim.example", 0),
        (2, "mail.kutim.example", "ikm@kutim.example", 1),
    ]


def test_what_the_installer_fixed_is_told_without_its_login(any_desk: Desk) -> None:
    fixed = {"SINERGI_SMTP_URL": "smtp://user:geheim@relay.example:25", "SINERGI_MAIL_FROM": "Kantor <a@b.example>"}
    with any_desk.database.transaction() as session:
        mail_server.take_care(session, settings(any_desk, **fixed))
    strike(any_desk, **fixed)
    (fact,) = told(any_desk)
    assert (fact["server"], fact["sender"]) == ("smtp://relay.example:25", "Kantor <a@b.example>")


def test_mail_without_a_sender_of_its_own_is_told_to_come_from_the_office(any_desk: Desk) -> None:
    strike(any_desk)
    with any_desk.database.transaction() as session:
        office.locked(session).email = "dinas@kutim.example"
    strike(any_desk)
    give(any_desk)
    strike(any_desk)
    assert [fact["sender"] for fact in told(any_desk)] == ["", "dinas@kutim.example", "ikm@kutim.example"]


def test_a_trial_is_told_once_it_has_ended(any_desk: Desk) -> None:
    with any_desk.database.transaction() as session:
        mail_trials.ask(session, "admin@kutim.example", "id")
    strike(any_desk)
    for outcome in ("sent", "password"):
        with any_desk.database.transaction() as session:
            trial = session.scalars(select(MailTrial)).one()
            trial.begun_at, trial.outcome = now() - timedelta(seconds=1), outcome
        strike(any_desk)
    assert [fact["went_out"] for fact in told(any_desk)] == [None, True, False]


def test_two_clocks_that_strike_at_once_tell_it_once(any_desk: Desk) -> None:
    together = Barrier(2)

    def announce(_: int) -> None:
        together.wait()
        with any_desk.database.transaction() as session:
            outgoing_mail.announce(session, settings(any_desk))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(announce, range(2)))
    assert len(told(any_desk)) == 1


def test_after_a_return_from_a_copy_it_is_told_under_a_revision_that_nobody_has_heard(any_desk: Desk) -> None:
    give(any_desk)
    strike(any_desk)
    with any_desk.database.transaction() as session:
        restoration.make_good(session)
    first, again = told(any_desk)
    assert again == {**first, "revision": again["revision"]}
    assert again["revision"] > first["revision"] + 1

"""Whoever proved an old password is never signed in longer than the password lasted, here and elsewhere."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlalchemy import select

from services.partners.actions import account_opening, account_passwords, accounts, sign_ins
from services.partners.actions.recognition import find, recognise
from services.partners.actions.sign_ins import SignInRefused
from services.partners.models import Account, AccountSignIn, Guess
from services.partners.queries.sign_ins import own_sign_ins
from services.partners.tasks.schedule import forget_old_sign_ins
from services.registry.tasks.consumers import consumers as registry
from shared.clock import now
from shared.context import Actor, acting_as
from shared.database import Database
from shared.messaging.outbox import Outbox
from shared.sessions import SIGNED_IN_FOR, SignIn, has_ended
from tests.conftest import MakeDatabase

OLD, NEW, EMAIL = "kalimat yang panjang", "jendela mangga gerobak", "sri@contoh.id"
MANY = 24


@pytest.fixture
def account_id(database: Database) -> UUID:
    with database.transaction() as session:
        return account_opening.create_account(
            session, id=uuid4(), email=EMAIL, name="Sri", role="staff", password=OLD
        ).id


def proven(database: Database) -> Account:
    """Return the account of whoever has just shown the old password."""
    with database.reading() as session:
        account = find(session, EMAIL)
    return recognise(account, OLD)


def begin(database: Database, account: Account) -> SignIn:
    with database.transaction() as session:
        return sign_ins.begin(session, account, "browser", "Firefox, Linux").proof


def change(database: Database, account_id: UUID) -> None:
    with database.transaction() as session:
        account_passwords.change_password(session, account_id, OLD, NEW)


def hear(registry_database: Database, database: Database) -> None:
    """Let the registry hear all that partners announced."""
    with database.reading() as session:
        facts = list(session.scalars(select(Outbox).order_by(Outbox.id)))
    registry.receive(
        registry_database,
        [
            {"id": str(fact.event_id), "producer": "partners", "name": fact.name, "seq": number, "version": 1,
             "attempt": 1, "correlation_id": fact.correlation_id, "payload": fact.payload}
            for number, fact in enumerate(facts, 1)
        ],
    )  # fmt: skip


def test_no_sign_in_with_the_old_password_outlives_its_change(
    database: Database, account_id: UUID, make_database: MakeDatabase
) -> None:
    start = Barrier(MANY + 1)

    def enter() -> SignIn:
        start.wait()
        return begin(database, proven(database))

    def renew() -> None:
        start.wait()
        change(database, account_id)

    with ThreadPoolExecutor(MANY + 1) as threads:
        entered: list[Future[SignIn]] = [threads.submit(enter) for _ in range(MANY)]
        threads.submit(renew).result()
    begun = [future.result() for future in entered if not future.exception()]
    assert {type(future.exception()) for future in entered} <= {type(None), SignInRefused}
    elsewhere = make_database("registry")
    hear(elsewhere, database)
    for where in (database, elsewhere):
        with where.reading() as session:
            assert [one for one in begun if not has_ended(session, account_id, one)] == []


ENDS = {
    "change_password": partial(account_passwords.change_password, current_password=OLD, new_password=NEW),
    "reset_password": account_passwords.reset_password,
    "change_role": partial(accounts.change_role, role="head"),
    "deactivate_account": accounts.deactivate_account,
}


@pytest.mark.parametrize("end", ENDS)
def test_whoever_was_recognised_before_a_change_is_not_signed_in_after_it(
    database: Database, account_id: UUID, end: str
) -> None:
    early = proven(database)
    with acting_as(Actor(uuid4(), "Rahma", "admin")), database.transaction() as session:
        ENDS[end](session, account_id)
    with pytest.raises(SignInRefused):
        begin(database, early)


@pytest.mark.parametrize("clock_is_off_by", [timedelta(minutes=-10), timedelta(minutes=10)])
def test_what_ends_and_what_begins_does_not_hang_on_the_clocks_of_two_machines(
    database: Database, account_id: UUID, clock_is_off_by: timedelta
) -> None:
    before = begin(database, proven(database))
    with time_machine.travel(now() + clock_is_off_by, tick=False):
        change(database, account_id)
    with database.reading() as session:
        account = find(session, EMAIL)
        assert account
    after = begin(database, account)
    with database.reading() as session:
        assert has_ended(session, account_id, before)
        assert not has_ended(session, account_id, after)


AHEAD = pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=40)])


@AHEAD
def test_a_password_changed_by_a_clock_that_was_ahead_locks_nobody_out(
    database: Database, account_id: UUID, make_database: MakeDatabase, ahead: timedelta
) -> None:
    before = begin(database, proven(database))
    with time_machine.travel(now() + ahead):
        change(database, account_id)
    with database.reading() as session:
        account = find(session, EMAIL)
    after, elsewhere = begin(database, recognise(account, NEW)), make_database("registry")
    forget_old_sign_ins(database)
    hear(elsewhere, database)
    for where in (database, elsewhere):
        with where.reading() as session:
            assert has_ended(session, account_id, before)
            assert not has_ended(session, account_id, after)
        with time_machine.travel(now() + SIGNED_IN_FOR), where.reading() as session:
            assert has_ended(session, account_id, after)
    with database.reading() as session:
        assert [row.id for row in own_sign_ins(session, account_id, None)] == [after.id]
    with time_machine.travel(now() + SIGNED_IN_FOR + timedelta(seconds=1)):
        forget_old_sign_ins(database)
        with database.reading() as session:
            assert session.get(AccountSignIn, after.id) is None


@AHEAD
def test_a_sign_in_of_a_clock_that_was_ahead_never_counts_again(
    database: Database, account_id: UUID, make_database: MakeDatabase, ahead: timedelta
) -> None:
    with time_machine.travel(now() + ahead):
        sign_in = begin(database, proven(database))
    with database.reading() as session:
        assert own_sign_ins(session, account_id, None) == []
    forget_old_sign_ins(database)
    elsewhere = make_database("registry")
    hear(elsewhere, database)
    for later in (timedelta(0), ahead * 0.75, ahead):
        for where in (database, elsewhere):
            with time_machine.travel(now() + later), where.reading() as session:
                assert has_ended(session, account_id, sign_in)


def test_one_ended_by_many_at_once_is_told_once(database: Database, account_id: UUID) -> None:
    sign_in = begin(database, proven(database))

    def end(_: int) -> None:
        with database.transaction() as session:
            sign_ins.end_one(session, account_id, sign_in.id)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(end, range(8)))
    with database.reading() as session:
        assert len(list(session.scalars(select(Outbox).where(Outbox.name == "partners.sign_in_ended")))) == 1


def test_ending_one_all_others_and_all_at_once_holds_nobody_up(database: Database, account_id: UUID) -> None:
    rows = [begin(database, proven(database)) for _ in range(8)]

    def work(number: int) -> None:
        with database.transaction() as session:
            if number == 3:
                account_passwords.reset_password(session, account_id)
            elif number % 2:
                sign_ins.end_others(session, account_id, rows[number].id)
            else:
                sign_ins.end_one(session, account_id, rows[-number].id)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    with database.reading() as session:
        assert all(has_ended(session, account_id, row) for row in rows)


def test_an_ended_sign_in_ends_in_the_other_services_too(
    database: Database, account_id: UUID, make_database: MakeDatabase
) -> None:
    ended, other = begin(database, proven(database)), begin(database, proven(database))
    with database.transaction() as session:
        sign_ins.sign_out(session, ended)
    elsewhere = make_database("registry")
    hear(elsewhere, database)
    with elsewhere.reading() as session:
        assert has_ended(session, account_id, ended)
        assert not has_ended(session, account_id, other)


def test_nothing_is_kept_of_who_was_where_longer_than_it_can_be_ended(database: Database, account_id: UUID) -> None:
    begin(database, proven(database))
    with database.transaction() as session:
        session.add(Guess(who="x", tries=3, until=now()))
    with time_machine.travel(now() + SIGNED_IN_FOR + timedelta(seconds=1)):
        forget_old_sign_ins(database)
    with database.reading() as session:
        assert session.scalars(select(AccountSignIn.id)).all() == session.scalars(select(Guess.who)).all() == []

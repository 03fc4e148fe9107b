from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from shared import clock
from shared.sessions import SIGNED_IN_FOR, EndedSignIn, SignIn, end_sessions, end_sign_in, forget_ended, has_ended
from tests.conftest import MakeDatabase
from tests.signed_in import a_sign_in


def test_sign_ins_before_the_end_have_ended_and_later_ones_count(make_database: MakeDatabase) -> None:
    database, account, end = make_database("partners"), uuid4(), clock.now()
    with database.transaction() as session:
        end_sessions(session, account, end)
    with database.reading() as session:
        assert has_ended(session, account, SignIn(uuid4(), end - timedelta(milliseconds=1)))
        assert not has_ended(session, account, SignIn(uuid4(), end))
        assert not has_ended(session, uuid4(), SignIn(uuid4(), end - timedelta(hours=1)))


def test_the_latest_end_counts_in_whatever_order_it_is_told(make_database: MakeDatabase) -> None:
    database, account, end = make_database("registry"), uuid4(), clock.now()
    for told in (end - timedelta(hours=2), end, end - timedelta(hours=1)):
        with database.transaction() as session:
            end_sessions(session, account, told)
    with database.reading() as session:
        assert has_ended(session, account, SignIn(uuid4(), end - timedelta(seconds=1)))


def test_an_end_told_by_many_at_once_is_kept_by_all(make_database: MakeDatabase) -> None:
    database, account, end = make_database("registry"), uuid4(), clock.now()

    def hear(ago: int) -> None:
        with database.transaction() as session:
            end_sessions(session, account, end - timedelta(minutes=ago))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(hear, range(8)))
    with database.reading() as session:
        assert has_ended(session, account, SignIn(uuid4(), end - timedelta(seconds=1)))


def test_one_sign_in_ends_and_the_others_of_the_account_count(make_database: MakeDatabase) -> None:
    database, account, ended, other = make_database("notifications"), uuid4(), a_sign_in(), a_sign_in()
    for _ in range(2):
        with database.transaction() as session:
            end_sign_in(session, ended)
    with database.reading() as session:
        assert has_ended(session, account, ended)
        assert not has_ended(session, account, other)


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=40)])
def test_a_sign_in_of_a_clock_that_was_ahead_counts_no_longer_once_it_is_right(
    make_database: MakeDatabase, ahead: timedelta
) -> None:
    database = make_database("registry")
    with time_machine.travel(clock.now() + ahead), database.reading() as session:
        sign_in = a_sign_in()
        assert not has_ended(session, uuid4(), sign_in)
    for later in (timedelta(0), ahead * 0.75):
        with time_machine.travel(clock.now() + later), database.reading() as session:
            assert has_ended(session, uuid4(), sign_in)


def test_the_clocks_of_two_services_may_differ_a_little(make_database: MakeDatabase) -> None:
    with time_machine.travel(clock.now() + timedelta(seconds=3)):
        sign_in = a_sign_in()
    with make_database("registry").reading() as session:
        assert not has_ended(session, uuid4(), sign_in)


def test_an_ended_sign_in_is_forgotten_only_when_it_is_too_old_anyway(make_database: MakeDatabase) -> None:
    database, ended = make_database("partners"), a_sign_in()
    with database.transaction() as session:
        end_sign_in(session, ended)
        forget_ended(session)
        assert session.get(EndedSignIn, ended.id)
    with time_machine.travel(clock.now() + SIGNED_IN_FOR, tick=False), database.transaction() as session:
        forget_ended(session)
        assert session.get(EndedSignIn, ended.id, populate_existing=True) is None
        assert has_ended(session, uuid4(), ended)

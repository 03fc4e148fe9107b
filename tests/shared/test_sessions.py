from datetime import timedelta
from uuid import uuid4

from shared import clock
from shared.sessions import end_after, end_sessions, has_ended
from tests.conftest import MakeDatabase


def test_sign_ins_before_the_end_have_ended_and_later_ones_count(make_database: MakeDatabase) -> None:
    database, account, end = make_database("partners"), uuid4(), clock.now()
    with database.transaction() as session:
        end_sessions(session, account, end)
    with database.reading() as session:
        assert has_ended(session, account, end - timedelta(milliseconds=1))
        assert not has_ended(session, account, end)
        assert not has_ended(session, uuid4(), end - timedelta(days=1))


def test_the_latest_end_counts_in_whatever_order_it_is_told(make_database: MakeDatabase) -> None:
    database, account, end = make_database("registry"), uuid4(), clock.now()
    for told in (end - timedelta(hours=2), end, end - timedelta(hours=1)):
        with database.transaction() as session:
            end_sessions(session, account, told)
    with database.reading() as session:
        assert has_ended(session, account, end - timedelta(seconds=1))


def test_who_signs_in_after_an_end_set_by_a_clock_ahead_stays_signed_in(make_database: MakeDatabase) -> None:
    database, account, ahead = make_database("partners"), uuid4(), clock.now() + timedelta(hours=2)
    with database.transaction() as session:
        end_sessions(session, account, ahead)
    with database.reading() as session:
        assert not has_ended(session, account, ahead)
    with database.transaction() as session:
        end_sessions(session, account, end_after(ahead))
    with database.reading() as session:
        assert has_ended(session, account, ahead)

"""A condition takes as many values as there are, on both databases, as one parameter."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, update

from shared.among import among
from shared.messaging.heartbeat import Heartbeat
from shared.messaging.inbox import Inbox
from shared.messaging.outbox import Stream
from tests.shared.plans import plan_of

MORE_THAN_A_STATEMENT_TAKES = 70_000
AT = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def database(make_database):
    return make_database("registry")


def received(seq, **values):
    return Inbox(event_id=uuid4(), producer="partners", seq=seq, name="x", state="handled", received_at=AT, **values)


@pytest.fixture
def rows(database):
    rows = [received(seq) for seq in range(3)]
    with database.transaction() as session:
        session.add_all(rows)
    return rows


@pytest.mark.parametrize(
    ("column", "others"),
    [
        (Inbox.event_id, [uuid4() for _ in range(MORE_THAN_A_STATEMENT_TAKES)]),
        (Inbox.seq, range(1000, 1000 + MORE_THAN_A_STATEMENT_TAKES)),
        (Inbox.name, [f'O\'Brien "{number}"' for number in range(MORE_THAN_A_STATEMENT_TAKES)]),
    ],
)
def test_more_values_than_a_statement_takes_parameters(database, rows, column, others):
    wanted = [getattr(rows[0], column.key), *others]
    with database.reading() as session:
        found = set(session.scalars(select(Inbox.event_id).where(among(column, wanted))))
        rest = set(session.scalars(select(Inbox.event_id).where(~among(column, wanted))))
    assert rows[0].event_id in found
    assert found | rest == {row.event_id for row in rows}
    assert not found & rest


def test_among_none_is_nobody_and_not_among_none_is_everybody(database, rows):
    with database.reading() as session:
        assert session.scalars(select(Inbox).where(among(Inbox.seq, []))).all() == []
        assert len(session.scalars(select(Inbox).where(~among(Inbox.seq, []))).all()) == 3


def test_the_same_statement_with_other_values_finds_others(database, rows):
    with database.reading() as session:
        for row in rows:
            assert session.scalars(select(Inbox.seq).where(among(Inbox.event_id, {row.event_id}))).all() == [row.seq]


def test_instants_are_compared_as_they_are_stored(database):
    with database.transaction() as session:
        session.add(Heartbeat(name="x", at=AT))
        session.flush()
        assert session.scalars(select(Heartbeat.name).where(among(Heartbeat.at, [AT]))).all() == ["x"]


def test_what_is_changed_among_loaded_rows_shows_in_them(database):
    with database.transaction() as session:
        session.add_all([Stream(consumer=name, last_seq=0, confirmed_seq=0) for name in ("a", "b")])
    with database.transaction() as session:
        kept, gone = session.scalars(select(Stream).order_by(Stream.consumer))
        session.execute(update(Stream).where(among(Stream.consumer, ["a"])).values(last_seq=7))
        session.execute(delete(Stream).where(among(Stream.consumer, ["b"])))
        assert kept.last_seq == 7
        assert gone not in session


def test_an_index_answers_the_condition(database):
    plan = plan_of(database, select(Inbox.name).where(Inbox.name == "x", among(Inbox.event_id, [uuid4()])))
    assert "(event_id=?)" in plan or "Index Cond: (event_id = ANY" in plan

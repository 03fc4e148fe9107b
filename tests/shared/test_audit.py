"""The change history is one chain; whoever alters a link is found."""

from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Thread
from types import SimpleNamespace
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import JSON, Integer, String, Text, Uuid, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from shared import seals
from shared.audit import NoKey, begin_seals, record
from shared.change import Change, ChangeActor, ChangeHead, ChangeValue, fingerprint
from shared.context import Actor, acting_as
from shared.database import Database, UTCDateTime
from shared.history import Verdict, first_broken_link, verify
from shared.messaging.cli import service_cli
from tests.conftest import SIGNING_KEY

UNLOCK = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS change_refuses_update",
        "DROP TRIGGER IF EXISTS change_refuses_delete",
        "DROP TRIGGER IF EXISTS change_value_refuses_update",
        "DROP TRIGGER IF EXISTS change_actor_refuses_update",
    ],
    "postgresql": [
        "DROP TRIGGER IF EXISTS change_is_append_only ON change",
        "DROP TRIGGER IF EXISTS change_value_is_never_altered ON change_value",
        "DROP TRIGGER IF EXISTS change_actor_is_never_altered ON change_actor",
    ],
}


OTHER = {
    UTCDateTime: datetime(2026, 1, 1, tzinfo=UTC),
    Uuid: uuid4(),
    String: "other",
    Text: "other",
    JSON: {"n": 2},
    Integer: 9,
}


@pytest.fixture
def database(make_database):
    return make_database("registry")


NOTHING_ODD = Verdict()
BOUND = [column for column in Change.__table__.columns if column.name not in ("id", "seal")]


def note(database, count=1):
    for _ in range(count):
        with database.transaction() as session:
            record(session, noun="ikm", noun_id=uuid4(), action="verify", old={"status": "registered"}, new={"n": 1})


def test_untouched_history_is_whole(database):
    note(database, 5)
    with database.reading() as session:
        assert first_broken_link(session) is None


def test_writers_at_once_make_one_chain(database):
    threads = [Thread(target=note, args=(database, 10)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.query(Change).count() == 50
        assert first_broken_link(session) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET action = 'other'",
        "DELETE FROM change",
        "UPDATE change_value SET reason = 'other'",
        "UPDATE change_actor SET name = 'somebody else'",
    ],
)
def test_the_database_refuses_to_alter_the_history(database, statement):
    note(database, 3)
    with pytest.raises(DBAPIError, match="append-only"), database.transaction() as session:
        session.execute(text(statement))
    with database.reading() as session:
        assert first_broken_link(session) is None


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE change SET action = 'other' WHERE id = 2", 2),
        ("UPDATE change_value SET reason = 'other' WHERE change_id = 2", 2),
        ("UPDATE change_actor SET name = 'somebody else' WHERE change_id = 2", 2),
        ("DELETE FROM change_value WHERE change_id = 2", 2),
        ("DELETE FROM change_actor WHERE change_id = 2", 2),
        ("DELETE FROM change WHERE id = 2", 3),
        ("DELETE FROM change WHERE id = 3", 2),
        ("DELETE FROM change", 0),
    ],
)
def test_whoever_owns_the_database_and_alters_it_all_the_same_is_found(database, statement, broken):
    note(database, 3)
    alter(database, text(statement))
    with database.reading() as session:
        assert first_broken_link(session) == broken


@pytest.mark.parametrize(
    "column", [column for column in Change.__table__.columns if column.name not in ("id", "seal")], ids=str
)
def test_no_column_of_a_change_can_be_altered_unseen(sqlite_database, column):
    database = sqlite_database("registry")
    note(database, 3)
    alter(database, update(Change).where(Change.id == 2).values({column: OTHER[type(column.type)]}))
    with database.reading() as session:
        assert first_broken_link(session) == 2


@pytest.mark.parametrize("column", [*ChangeValue.__table__.columns, *ChangeActor.__table__.columns], ids=str)
def test_nothing_beside_a_change_can_be_altered_unseen(sqlite_database, column):
    database = sqlite_database("registry")
    note(database, 3)
    table = column.table
    alter(database, update(table).where(table.c.change_id == 2).values({column: OTHER[type(column.type)]}))
    with database.reading() as session:
        assert first_broken_link(session) == 2


@pytest.mark.parametrize("seal", [None, seals.seal([SIGNING_KEY], "another hash")])
def test_no_seal_can_be_taken_off_or_exchanged(sqlite_database, seal):
    database = sqlite_database("registry")
    note(database, 3)
    alter(database, update(Change).where(Change.id == 2).values(seal=seal))
    assert verdict(database).broken == 2


@pytest.fixture
def unsealed(database):
    """A history of three changes from before there was a key."""
    note(database, 3)
    alter(database, update(Change).values(seal=None))
    lock(database)
    return database


def lock(database):
    """Keep the history append-only again."""
    with database.transaction() as session:
        if database.is_sqlite:
            for verb in ("UPDATE", "DELETE"):
                session.execute(text(f"CREATE TRIGGER change_refuses_{verb.lower()} BEFORE {verb} ON change "
                                     "BEGIN SELECT RAISE(ABORT, 'append-only'); END"))  # fmt: skip
            return
        session.execute(text("CREATE TRIGGER change_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON change "
                             "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter_history()"))  # fmt: skip


def rewrite(database, **values):
    """Rewrite the second change as the owner of the database may, and link all that follow anew."""
    alter(database, update(Change).where(Change.id == 2).values(action="other"))
    with database.transaction() as session:
        previous = ""
        for change in session.scalars(select(Change).order_by(Change.id)).all():
            row = {column.key: getattr(change, column.key) for column in Change.__table__.columns}
            previous_hash, previous = previous, fingerprint(row | {"previous_hash": previous})
            session.execute(
                update(Change)
                .where(Change.id == row["id"])
                .values(previous_hash=previous_hash, hash=previous, **values)
            )
        session.execute(update(ChangeHead).values(hash=previous))
    lock(database)


@contextmanager
def opened(database, *keys):
    """The same database as a process with other keys sees it."""
    other = Database(database.engine.url.render_as_string(False), signing_keys=keys)
    yield other
    other.dispose()


def verdict(database, *keys):
    with opened(database, *(keys or (SIGNING_KEY,))) as other, other.reading() as session:
        return verify(session)


@pytest.mark.parametrize("values", [{}, {"seal": None}, {"seal": "00000000:" + 64 * "0"}])
def test_whoever_links_a_rewritten_history_anew_has_no_seal_for_it(database, values):
    note(database, 3)
    rewrite(database, **values)
    assert verdict(database).broken is not None


def test_a_history_from_before_the_key_is_sealed_from_where_the_key_begins(unsealed):
    assert verdict(unsealed).broken == 3
    with unsealed.transaction() as session:
        begin_seals(session)
    assert (verdict(unsealed).broken, verdict(unsealed).unsealed_to) == (None, 3)
    with unsealed.transaction() as session:
        begin_seals(session)
    note(unsealed)
    assert (verdict(unsealed).broken, verdict(unsealed).unsealed_to) == (None, 3)
    with unsealed.reading() as session:
        assert [change.action for change in session.query(Change).order_by(Change.id)][3:] == ["seal", "verify"]
    rewrite(unsealed)
    assert verdict(unsealed).broken == 4


def test_the_first_change_after_the_key_seals_what_was_before(unsealed):
    note(unsealed)
    assert (verdict(unsealed).broken, verdict(unsealed).unsealed_to) == (None, 3)


def test_the_key_may_be_changed_and_the_old_one_dropped(database):
    note(database, 2)
    newer, newest = "n" * 40, "m" * 40
    with opened(database, newer, SIGNING_KEY) as other:
        note(other, 2)
    assert verdict(database, newer, SIGNING_KEY) == NOTHING_ODD
    assert (verdict(database, newer).broken, verdict(database, newer).foreign) == (None, 2)
    assert verdict(database, newest).broken == 4
    with opened(database, newest) as other:
        note(other)
    assert (verdict(database, newest).broken, verdict(database, newest).foreign) == (None, 4)
    assert verdict(database, newest, newer, SIGNING_KEY) == NOTHING_ODD


def test_nothing_is_vouched_for_after_a_change_that_was_altered(database):
    note(database, 3)
    rewrite(database)
    note(database)
    with database.reading() as session:
        assert session.query(Change).order_by(Change.id.desc()).first().seal is None


def test_history_is_not_written_without_a_key(database):
    with opened(database) as other, pytest.raises(NoKey):
        note(other)
    assert verdict(database) == NOTHING_ODD


def alter(database, statement):
    with database.transaction() as session:
        for command in UNLOCK[database.engine.dialect.name]:
            session.execute(text(command))
        session.execute(statement)


def test_change_names_who_and_which_story(database):
    with acting_as(Actor(uuid4(), "Rahma", "staff"), "story-1"):
        note(database)
    with database.reading() as session:
        change = session.query(Change).one()
    assert (change.actor_name, change.correlation_id) == ("Rahma", "story-1")


def unwritable(session):
    session.add(ChangeHead(id=1, hash=""))
    session.flush()


def interrupted(session):
    raise ZeroDivisionError


@pytest.mark.parametrize("trouble", [unwritable, interrupted])
def test_going_back_to_a_savepoint_keeps_what_was_recorded_before_it(database, trouble):
    with database.transaction() as session:
        record(session, noun="ikm", noun_id=uuid4(), action="before")
        with suppress(IntegrityError, ZeroDivisionError), session.begin_nested():
            record(session, noun="ikm", noun_id=uuid4(), action="undone")
            with session.begin_nested():
                record(session, noun="ikm", noun_id=uuid4(), action="undone with it")
            trouble(session)
        with session.begin_nested():
            record(session, noun="ikm", noun_id=uuid4(), action="after")
    with database.reading() as session:
        assert session.scalars(select(Change.action).order_by(Change.id)).all() == ["before", "after"]
        assert first_broken_link(session) is None


def test_failed_transaction_leaves_no_history(database):
    def fail():
        with database.transaction() as session:
            record(session, noun="ikm", noun_id=uuid4(), action="verify")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as session:
        assert session.query(Change).count() == 0


def told(database):
    cli = service_cli(lambda: SimpleNamespace(sinergi=SimpleNamespace(database=database)))
    answer = CliRunner().invoke(cli, ["verify-history"])
    return answer.exit_code, answer.output


def test_the_command_says_which_changes_are_from_before_the_key(unsealed):
    code, words = told(unsealed)
    assert (code, "no key has sealed it yet" in words) == (1, True)
    note(unsealed)
    code, words = told(unsealed)
    assert (code, "the history is whole" in words, "changes up to 3, the last of" in words) == (0, True, True)


def test_the_command_says_how_many_changes_bear_another_key(database):
    note(database, 2)
    with opened(database, "n" * 40) as other:
        note(other)
        code, words = told(other)
    assert (code, "2 changes bear the seal of a key" in words) == (0, True)

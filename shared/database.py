"""One database per service: SQLite (WAL) on one machine, PostgreSQL in production, the same code on both."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import DateTime, MetaData, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from shared.engine import make_engine
from shared.refusals import refusals_in_words

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SIGNING_KEYS = "signing keys"
Row = TypeVar("Row")


def new_id() -> UUID:
    """Return an id nobody has."""
    return uuid4()


class KernelBase(DeclarativeBase):
    """Declarative base of the tables every service has for itself: outbox, inbox, schedule, change history."""

    metadata = MetaData(naming_convention=NAMING)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware instant, stored as UTC. SQLite forgets time zones; this puts UTC back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """Hands out sessions: :meth:`transaction` for what changes something, :meth:`reading` for what does not."""

    def __init__(self, url: str, *, signing_keys: Sequence[str] = (), **engine_options: Any) -> None:
        """Open a database; its sessions carry ``signing_keys`` for links and for the history."""
        self.engine = make_engine(url, **engine_options)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False, info={SIGNING_KEYS: tuple(signing_keys)})

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Yield a session; commit at the end, roll back on any error.

        Raises RuleBroken with the sentence of a constraint that was broken, IntegrityError where it has none.
        """
        with refusals_in_words(), self._sessions() as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that the database itself keeps from writing, and that sees one moment throughout."""
        with self._sessions() as session, only_reading(session):
            yield session

    def dispose(self) -> None:
        self.engine.dispose()


@contextmanager
def only_reading(session: Session) -> Iterator[None]:
    """Let a new session see one moment throughout, and let the database itself keep it from writing."""
    # A page whose figures come from two moments contradicts itself. SQLite reads so by itself.
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    seen = {} if on_sqlite else {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
    with session.begin():
        session.connection(execution_options={"reading": True, **seen})
        yield


def is_reading(session: Session) -> bool:
    """Tell whether a session is one of :func:`only_reading`: what it sees is committed, and stays as it is."""
    return bool(session.connection().get_execution_options().get("reading"))


def is_taken(error: IntegrityError) -> bool:
    """Tell whether the database refused a row because another one, saved just before, has its place.

    SQLSTATE 23505 (PostgreSQL, appendix A), SQLITE_CONSTRAINT_UNIQUE and _PRIMARYKEY (sqlite.org/rescode.html).
    """
    cause = error.orig
    return getattr(cause, "sqlstate", None) == "23505" or getattr(cause, "sqlite_errorcode", None) in (2067, 1555)


def insert_into(session: Session, table: Any) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that may say ON CONFLICT, which both databases know and SQLAlchemy keeps by dialect."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def insert_if_absent(session: Session, table: Any, *, unless: Sequence[str] | None = None, **values: Any) -> bool:
    """Insert a row unless its key is taken, and tell whether it was not; two workers at once both succeed.

    ``unless``: the columns of the one key that may be taken; any key where nothing is said.
    """
    return bool(insert_those_absent(session, table, [values], unless=unless))


def insert_those_absent(
    session: Session, table: Any, rows: Sequence[dict[str, Any]], *, unless: Sequence[str] | None = None
) -> Sequence[Any]:
    """Insert the rows whose key is not taken, by one statement, and return their primary keys.

    ``INSERT … ON CONFLICT DO NOTHING RETURNING`` is the only form that is right on both databases.
    """
    inserting = insert_into(session, table).on_conflict_do_nothing(index_elements=unless)
    return session.execute(inserting.returning(*inspect(table).primary_key), rows).all()


def keep_newest(session: Session, table: Any, *, by: str, **values: Any) -> None:
    """Write a row unless the one with its primary key is as new by column ``by``; of two at once the newer stays."""
    inserting = insert_into(session, table).values(values)
    key = [column.name for column in inspect(table).primary_key]
    told = {name: inserting.excluded[name] for name in values if name not in key}
    newer = inserting.excluded[by] > getattr(table, by)
    session.execute(inserting.on_conflict_do_update(index_elements=key, set_=told, where=newer))


def add_once(session: Session, row: Row, key: UUID) -> Row:
    """Add a row, or return the one with this primary key that another request added just before.

    Raises IntegrityError where something else than the key is taken.
    """
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        standing = session.get(type(row), key)
        if standing is None:
            raise
        return standing
    return row


def signing_keys(session: Session) -> tuple[str, ...]:
    """Return the keys that sign links and seal the history, newest first."""
    keys: tuple[str, ...] = session.info.get(SIGNING_KEYS, ())
    return keys

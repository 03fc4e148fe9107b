"""One database per service: SQLite (WAL) on one machine, PostgreSQL in production, the same code on both."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import Connection, DateTime, Engine, MetaData, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from shared.refusals import refusals_in_words
from shared.search import search_key

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLITE_BUSY_SECONDS = 30
"""Longer than the longest transaction lets other writers wait: one that changes tens of thousands of known IKM."""
SIGNING_KEYS = "signing keys"
Row = TypeVar("Row")
PASSING_IN_SQLITE = {5, 6, 7, 9, 13, 14, 15, 17}
"""BUSY, LOCKED, NOMEM, INTERRUPT, FULL, CANTOPEN, PROTOCOL, SCHEMA (sqlite.org/rescode.html)."""
PASSING_IN_POSTGRESQL = {"08", "40", "53", "57"}
"""Connection, rollback for another's sake, resources, an operator's doing (PostgreSQL, appendix A)."""
LOCK_NOT_AVAILABLE = "55P03"
PAUSES_SECONDS = (0.2, 1.0, 3.0)
Answer = TypeVar("Answer")


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
        with self._sessions() as session, session.begin():
            session.connection(execution_options={"reading": True, **self._read_only()})
            yield session

    def _read_only(self) -> dict[str, Any]:
        # A page whose figures come from two moments contradicts itself. SQLite reads so by itself.
        return {} if self.is_sqlite else {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}

    def dispose(self) -> None:
        self.engine.dispose()


def is_taken(error: IntegrityError) -> bool:
    """Tell whether the database refused a row because another one, saved just before, has its place.

    SQLSTATE 23505 (PostgreSQL, appendix A), SQLITE_CONSTRAINT_UNIQUE and _PRIMARYKEY (sqlite.org/rescode.html).
    """
    cause = error.orig
    return getattr(cause, "sqlstate", None) == "23505" or getattr(cause, "sqlite_errorcode", None) in (2067, 1555)


def may_pass(error: Exception) -> bool:
    """Tell whether a statement may succeed if it is only repeated: a connection was lost, a lock was held, room lacked.

    What names no reason is a connection that could not be made or was lost, unless the connection is still good.
    """
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    code, state = getattr(error.orig, "sqlite_errorcode", None), getattr(error.orig, "sqlstate", None)
    if code is not None:
        return code & 0xFF in PASSING_IN_SQLITE
    if state is not None:
        return state[:2] in PASSING_IN_POSTGRESQL or state == LOCK_NOT_AVAILABLE
    refused_by_the_driver = isinstance(error.orig, psycopg.Error | sqlite3.Error) and error.statement is not None
    return error.connection_invalidated or not refused_by_the_driver


def patiently(act: Callable[[], Answer]) -> Answer:
    """Return what ``act`` does in transactions of its own, begun again after a pause where a trouble may pass.

    Raises the database's error where it stays. ``act`` must be such that doing it twice changes nothing more.
    """
    for pause in PAUSES_SECONDS:
        try:
            return act()
        except DBAPIError as error:
            if not may_pass(error):
                raise
            time.sleep(pause)
    return act()


def insert_into(session: Session, table: Any) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that may say ON CONFLICT, which both databases know and SQLAlchemy keeps by dialect."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def insert_if_absent(session: Session, table: Any, **values: Any) -> None:
    """Insert a row unless its key is taken; two workers at once both succeed, on both databases."""
    session.execute(insert_into(session, table).values(values).on_conflict_do_nothing())


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


def make_engine(url: str, **options: Any) -> Engine:
    """Create an engine with this project's rules for SQLite and PostgreSQL; its errors name no stored value."""
    parsed, options = make_url(url), {"hide_parameters": True, **options}
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed, connect_args={"timeout": SQLITE_BUSY_SECONDS}, **options)
        _prepare_sqlite(engine)
        return engine
    engine = create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5},
        **options,
    )
    event.listen(engine, "handle_error", _leave_out_the_row)
    return engine


def _leave_out_the_row(failure: ExceptionContext) -> None:
    # PostgreSQL quotes the whole row that broke a rule; errors are logged and shown to staff.
    for error in filter(None, (failure.original_exception, failure.sqlalchemy_exception)):
        error.args = tuple(str(text).partition("\nDETAIL:")[0] for text in error.args)


def _prepare_sqlite(engine: Engine) -> None:
    # The driver's own transaction handling loses concurrent updates without an error
    # (https://docs.sqlalchemy.org/en/20/dialects/sqlite.html), so BEGIN is ours:
    # writers take the lock at once, readers never do.
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        # Deleted values do not stay readable in the room they leave: SQLite is not built with this everywhere.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("search_key", 1, search_key, deterministic=True)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        reading = bool(connection.get_execution_options().get("reading"))
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

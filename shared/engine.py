"""This project's rules for SQLite and PostgreSQL."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url

from shared.json_text import from_json, to_json
from shared.search import search_key

SQLITE_BUSY_SECONDS = 30
"""Longer than the longest transaction lets other writers wait: one that changes tens of thousands of known IKM."""


def make_engine(url: str, **options: Any) -> Engine:
    """Create an engine with this project's rules for SQLite and PostgreSQL; its errors name no stored value."""
    fixed = {"hide_parameters": True, "json_serializer": to_json, "json_deserializer": from_json}
    parsed, options = make_url(url), {**fixed, **options}
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

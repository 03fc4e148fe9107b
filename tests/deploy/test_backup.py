"""The copy that the README has an office keep every night, put back on an empty server."""

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select

from services.registry.models import Ikm
from shared.database import Database
from shared.events.catalogue import SERVICES
from shared.messaging.restoration import was_moved
from shared.migrations import upgrade
from tests.conftest import SIGNING_KEY
from tests.deploy.production_postgres import Server, production_postgres
from tests.registry.factories import registered

README = (Path(__file__).resolve().parents[2] / "README.md").read_text()
KEEP, GO_BACK = (shlex.split(re.search(command, README)[0]) for command in (r"pg_dumpall [^>]+", r"psql [^<]+"))
DROP, CUT = (
    re.search(command, README)[0] for command in ('psql --username postgres --command "DROP[^"]+"', "sed -n '[^']+'")
)
WHOLE = "PostgreSQL database cluster dump complete"
HARMLESS = ["current user cannot be dropped", 'role "postgres" already exists']


@pytest.fixture
def lost() -> Iterator[Server]:
    """A server with one business in its register."""
    with production_postgres() as server:
        for service in SERVICES:
            upgrade(service, server.url(f"{service}_owner", service))
        with register_of(server) as database, database.transaction() as session:
            registered(session, name="Amplang Bu Siti")
            assert not was_moved(session)
        yield server


@pytest.fixture
def found() -> Iterator[Server]:
    with production_postgres() as server:
        yield server


@contextmanager
def register_of(server: Server) -> Iterator[Database]:
    database = Database(server.url("registry", "registry"), signing_keys=[SIGNING_KEY])
    yield database
    database.dispose()


def test_a_copy_brings_everything_back_and_nobody_gains_a_right(lost, found):
    copy = lost.run(KEEP).stdout
    assert WHOLE in copy[-100:]
    answer = found.run(GO_BACK, input=copy)
    assert re.findall("ERROR:  (.*)", answer.stderr) == HARMLESS
    with register_of(found) as database, database.reading() as session:
        assert list(session.scalars(select(Ikm.name))) == ["Amplang Bu Siti"]
    with found.connect("registry", "registry") as process, pytest.raises(psycopg.errors.InsufficientPrivilege):
        process.execute("DROP TABLE ikm")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        found.connect("partners", "registry")

    with register_of(found) as database, database.transaction() as session:
        assert was_moved(session)
        assert not was_moved(session)


def test_one_service_goes_back_alone_and_knows_it(lost, tmp_path):
    (tmp_path / "copy.sql").write_text(lost.run(KEEP).stdout)
    with register_of(lost) as database, database.transaction() as session:
        registered(session, name="Batik Nora")
    drop, cut = (command.replace("partners", "registry") for command in (DROP, CUT))
    lost.run(["sh", "-c", drop])
    alone = lost.run(["sh", "-c", f"{cut} copy.sql | psql --username postgres"], cwd=tmp_path)
    assert alone.stderr == ""
    with register_of(lost) as database, database.transaction() as session:
        assert list(session.scalars(select(Ikm.name))) == ["Amplang Bu Siti"]
        assert was_moved(session)
    with lost.connect("registry", "registry") as process, pytest.raises(psycopg.errors.InsufficientPrivilege):
        process.execute("DROP TABLE ikm")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        lost.connect("partners", "registry")


def test_the_readme_names_the_last_line_of_a_whole_copy_and_the_errors_that_are_normal():
    assert f"ends with `{WHOLE}`" in README
    assert "two errors about the role `postgres` itself are normal" in README

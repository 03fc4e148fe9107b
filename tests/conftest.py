"""The real parts every test may use: a broker, both databases with all migrations, secrets of their own."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import Phase
from hypothesis import settings as searching
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, expect, sync_playwright
from psycopg import sql
from sqlalchemy.engine import make_url

from local.broker import start_broker
from local.running import System, running_system
from shared import passwords
from shared.database import Database
from shared.events.catalogue import SERVICES
from shared.migrations import upgrade
from shared.settings import Settings
from tests.main_job import MainJob
from tests.postgres import running_postgres

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SIGNING_KEY = "test-only-" + "s" * 40
MakeDatabase = Callable[[str], Database]
# A search that has found a fault ends there: explaining it runs hundreds of further cases, beyond the time of a test.
# It looks at the same cases everywhere, and a case may take long: a busy machine is no fault of what is searched.
searching.register_profile(
    "found",
    searching.get_profile(searching.get_current_profile_name()),
    phases=set(Phase) - {Phase.explain},
    derandomize=True,
    database=None,
    deadline=None,
)
searching.load_profile("found")


def pytest_collection_finish() -> None:
    """Let the collector of garbage leave alone what stays to the end: looking through it took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Pages are compiled once for all sites of this run, not once for each."""
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(tmp_path_factory.mktemp("pages")))}


@pytest.fixture(scope="session")
def broker_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real broker for the whole run."""
    process, url = start_broker(tmp_path_factory.mktemp("broker"))
    yield url
    process.kill()
    process.wait()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The whole system, as ``./sinergi up`` starts it on a fresh machine."""
    with running_system(tmp_path_factory.mktemp("site")) as system:
        yield system


@pytest.fixture(scope="session")
def main_job(site: System) -> MainJob:
    """What the main job left behind on that system, done once by the API for all who look at it."""
    return MainJob.done_on(site)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium; where the machine has none the test says so, and CI does not accept that."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("This machine has no Chromium.")
    expect.set_options(timeout=30_000)  # milliseconds; a page on a busy machine needs more than the five seconds usual
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def quick_hashing() -> Iterator[None]:
    """Hash passwords as in earnest, but at the least cost: people are hired in very many tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=16, parallelism=1))
        yield


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL: TEST_POSTGRES_URL, or one that came with the development dependencies."""
    with ExitStack() as stack:
        url = os.environ.get("TEST_POSTGRES_URL") or stack.enter_context(running_postgres())
        yield url
        if _administration.cache_info().currsize:
            _administration(url).close()


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One migrated, empty SQLite file per service, to be copied."""
    folder = tmp_path_factory.mktemp("templates")
    for service in SERVICES:
        upgrade(service, f"sqlite:///{folder / service}.db")
    return {service: folder / f"{service}.db" for service in SERVICES}


@pytest.fixture(scope="session")
def postgres_templates(postgres_url: str) -> Iterator[dict[str, str]]:
    """One migrated, empty PostgreSQL database per service, to be used as template."""
    names = {service: f"template_{service}_{uuid4().hex[:8]}" for service in SERVICES}
    for service, name in names.items():
        _create_database(postgres_url, name)
        upgrade(service, _sibling(postgres_url, name))
    yield names
    for name in names.values():
        _drop_database(postgres_url, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Asks a test to run on both databases."""
    return str(request.param)


@pytest.fixture
def make_sqlite_url(tmp_path: Path, sqlite_templates: dict[str, Path]) -> Callable[[str], str]:
    def make(service: str) -> str:
        path = tmp_path / f"{service}.db"
        if not path.exists():
            shutil.copy(sqlite_templates[service], path)
        return f"sqlite:///{path}"

    return make


@pytest.fixture
def make_url_for(
    backend: str, request: pytest.FixtureRequest, make_sqlite_url: Callable[[str], str]
) -> Iterator[Callable[[str], str]]:
    """Give the URL of a fresh migrated database of a service, the same one when asked again."""
    made: dict[str, str] = {}

    def make(service: str) -> str:
        if backend == "sqlite":
            return make_sqlite_url(service)
        if service not in made:
            postgres: str = request.getfixturevalue("postgres_url")
            templates: dict[str, str] = request.getfixturevalue("postgres_templates")
            made[service] = f"{service}_{uuid4().hex[:10]}"
            _create_database(postgres, made[service], template=templates[service])
        return _sibling(request.getfixturevalue("postgres_url"), made[service])

    yield make
    for name in made.values():
        _drop_database(request.getfixturevalue("postgres_url"), name)


@pytest.fixture
def make_database(make_url_for: Callable[[str], str]) -> Iterator[MakeDatabase]:
    """Open a fresh migrated database of a service, on SQLite and on PostgreSQL in turn."""
    opened: list[Database] = []

    def make(service: str) -> Database:
        opened.append(Database(make_url_for(service), signing_keys=[SIGNING_KEY]))
        return opened[-1]

    yield make
    for database in opened:
        database.dispose()


@pytest.fixture
def sqlite_database(make_sqlite_url: Callable[[str], str]) -> Iterator[MakeDatabase]:
    """Open a fresh migrated SQLite database of a service, where the kind of database does not matter."""
    opened: list[Database] = []

    def make(service: str) -> Database:
        opened.append(Database(make_sqlite_url(service), signing_keys=[SIGNING_KEY]))
        return opened[-1]

    yield make
    for database in opened:
        database.dispose()


def environment(service: str, database_url: str, redis_url: str, **more: str) -> dict[str, str]:
    """Return the environment variables of one service for a test."""
    return {
        f"SINERGI_{service.upper()}_DATABASE_URL": database_url,
        "SINERGI_REDIS_URL": redis_url,
        "SINERGI_SECRET_KEY": SIGNING_KEY,
        "SINERGI_DATA_KEY": "test-only-" + "d" * 40,
        **more,
    }


@pytest.fixture
def make_settings(tmp_path: Path, broker_url: str) -> Callable[..., Settings]:
    """Compose settings for a service: ``make_settings("registry", database_url, SINERGI_MAIL_MODE="test")``."""

    def make(service: str, database_url: str, **more: str) -> Settings:
        variables = environment(service, database_url, broker_url, SINERGI_DATA_DIR=str(tmp_path), **more)
        return Settings.from_env(service, variables)

    return make


def _sibling(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _create_database(url: str, name: str, template: str = "template0") -> None:
    made = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    _admin(url, made.format(sql.Identifier(name), sql.Identifier(template)))


def _drop_database(url: str, name: str) -> None:
    _admin(url, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _admin(url: str, statement: sql.Composed) -> None:
    _administration(url).execute(statement)


@cache
def _administration(url: str) -> psycopg.Connection[Any]:
    # One for the whole run: half of the tests make a database and drop it.
    address = make_url(url).set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    return psycopg.connect(address, autocommit=True)

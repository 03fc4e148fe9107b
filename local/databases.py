"""The three databases of one machine: looked at before anything starts, brought to the current structure."""

import sqlite3
from collections.abc import Mapping

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from local.environment import database_variable
from local.problems import Problem
from shared.migrations import UnknownSchema, is_current, upgrade
from shared.web.site import SITE


def prepare(environment: Mapping[str, str]) -> list[str]:
    """Return the services whose database was changed; raises Problem naming a database that cannot be used."""
    return [service for service in SITE if prepare_one(service, environment[database_variable(service)])]


def prepare_one(service: str, url: str) -> bool:
    name = readable_name(service, url)
    try:
        check_file(url)
        if is_current(service, url):
            return False
        upgrade(service, url)
    except UnknownSchema as error:
        raise Problem(f"{name} was made by a newer version of Sinergi IKM (it has the structure {error}).") from None
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise Problem(f"{name} cannot be used: {reason(error)}.") from None
    return True


def readable_name(service: str, url: str) -> str:
    """Return how a person finds the database: its file, or its address without the password."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return f"The database {parsed.database}"
    return f"The database of {service} ({parsed.render_as_string(hide_password=True)})"


def check_file(url: str) -> None:
    """Raise sqlite3.DatabaseError if a database file is no database, or is damaged."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return
    connection = sqlite3.connect(parsed.database)
    try:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        connection.close()
    if verdict != "ok":
        raise sqlite3.DatabaseError("the file is damaged")


def reason(error: Exception) -> str:
    """Return the driver's own words, on one line."""
    original = getattr(error, "orig", None) or error
    return str(original).strip().splitlines()[0].rstrip(".")

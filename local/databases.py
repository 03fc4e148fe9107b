"""The three databases of one machine: looked at before anything starts, brought to the current structure."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from local.environment import database_variable
from local.place import Place
from local.problems import Problem
from shared.migrations import UnknownSchema, is_current, upgrade
from shared.settings import secret_keys
from shared.web.site import SITE


def prepare(place: Place, environment: Mapping[str, str]) -> list[str]:
    """Return the services whose database was changed; raises Problem naming a database that cannot be used."""
    urls = {service: environment[database_variable(service)] for service in SITE}
    if place.was_begun:
        for url in urls.values():
            require_there(url)
    keys = secret_keys(environment)
    changed = [service for service, url in urls.items() if prepare_one(service, url, keys)]
    if not place.was_begun:
        place.keep_secrets({"begun": "yes"})
    return changed


def require_there(url: str) -> None:
    """Raise Problem where a database file is gone or empty: a new one in its place would pass for the office's."""
    file = file_of(url)
    if file and not (file.exists() and file.stat().st_size):
        raise Problem(
            f"The database {file} is gone. Put it back from a copy, or begin anew in another directory with --data."
        )


def settle(environment: Mapping[str, str], say: Callable[[str], None]) -> None:
    """Bring what the databases keep beside their files into the files, so that a copy of the files is whole.

    Where the disk does not allow it, ``say`` tells that the file beside belongs to it.
    """
    for service in SITE:
        file = file_of(environment[database_variable(service)])
        if file and file.exists():
            try:
                with closing(sqlite3.connect(file, timeout=10)) as connection:
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                say(f"{file} could not be written wholly ({error}); {file.name}-wal beside it belongs to it.")


def file_of(url: str) -> Path | None:
    """Return where a SQLite database lies, None for another kind."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def prepare_one(service: str, url: str, signing_keys: Sequence[str]) -> bool:
    name = readable_name(service, url)
    try:
        check_file(url)
        if is_current(service, url):
            return False
        upgrade(service, url, signing_keys)
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
    file = file_of(url)
    if file is None:
        return
    with closing(sqlite3.connect(file)) as connection:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError("the file is damaged")


def reason(error: Exception) -> str:
    """Return the driver's own words, on one line."""
    original = getattr(error, "orig", None) or error
    return str(original).strip().splitlines()[0].rstrip(".")

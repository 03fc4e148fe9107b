"""The database that a benchmark writes to: SQLite in a folder of its own, a fresh PostgreSQL, or one that is named."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from shared.migrations import upgrade
from tests.postgres import running_postgres


@contextmanager
def database_under_test(service: str, words: Sequence[str]) -> Iterator[str]:
    """Yield the URL of an empty migrated database.

    ``words`` of the command line: ``--postgresql`` starts a server that forgets everything; a URL is taken as it is.
    """
    named = next((word for word in words if "://" in word), None)
    if named:
        upgrade(service, named)
        yield named
    elif "--postgresql" in words:
        with running_postgres() as url:
            upgrade(service, url)
            yield url
    else:
        with tempfile.TemporaryDirectory() as folder:
            upgrade(service, f"sqlite:///{folder}/{service}.db")
            yield f"sqlite:///{folder}/{service}.db"

"""What a job does to many things: each in a transaction of its own, so that one that fails stops none behind it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from billiard.exceptions import SoftTimeLimitExceeded
from sqlalchemy.orm import Session

from shared.database import Database
from shared.log import get_logger

Key = TypeVar("Key")

log = get_logger(__name__)


class SomeFailed(Exception):
    """Some of what a job had to do failed; the rest is done."""


class Sweep:
    """Counts what failed on the way."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.tried = 0
        self.failures: list[Exception] = []

    def each(self, find: Callable[[Session], Iterable[Key]], act: Callable[[Session, Key], object]) -> None:
        """Let ``act(session, key)`` take effect for each key found, in a transaction of its own."""
        with self.database.reading() as session:
            keys = list(find(session))
        for key in keys:
            self.once(partial(_on, key, act), str(key))

    def once(self, act: Callable[[Session], object], name: str) -> None:
        """Let one thing take effect; what goes wrong is logged and counted.

        ``act`` may return an error it met instead of raising it: then all else that it did stays.
        """
        self.tried += 1
        try:
            with self.database.transaction() as session:
                met = act(session)
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            log.exception("one_of_many_failed", which=name)
            met = error
        if isinstance(met, Exception):
            self.failures.append(met)


def _on(key: Key, act: Callable[[Session, Key], object], session: Session) -> object:
    return act(session, key)


@contextmanager
def sweep(database: Database) -> Iterator[Sweep]:
    """Yield what takes things up one by one; raises SomeFailed at the end, which shows the job among the failing."""
    sweeping = Sweep(database)
    yield sweeping
    if failed := len(sweeping.failures):
        raise SomeFailed(f"{failed} of {sweeping.tried} failed, the first with {sweeping.failures[0]!r}")

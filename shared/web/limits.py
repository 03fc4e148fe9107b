"""How often something may be tried, counted in the memory of each process: no page ever waits for the broker.

Guesses of a password are counted in the partners' database; what is counted here needs no exact number.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask
from flask_limiter import Limiter, RequestLimit
from flask_limiter.util import get_remote_address
from limits.storage import MemoryStorage

from shared.clock import TOLERANCE
from shared.errors import TriedTooOften, WrongLink


def _refuse(breached: RequestLimit) -> None:
    raise TriedTooOften(int(breached.reset_at - time.time()))


class OwnMemory(MemoryStorage):
    """Counts in this process, and forgets what was counted by a clock that was ahead."""

    STORAGE_SCHEME = ["own-memory"]  # noqa: RUF012 - the library's protocol

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        with self.locks[key]:
            latest = time.time() + TOLERANCE.total_seconds()
            self.events[key] = [event for event in self.events.get(key, []) if event.atime <= latest]
            return super().acquire_entry(key, limit, expiry, amount)


limiter = Limiter(get_remote_address, strategy="moving-window", storage_uri="own-memory://", on_breach=_refuse)


def add_limits(app: Flask) -> None:
    """Count tries for this app."""
    limiter.init_app(app)


def no_guessing(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let an address try only so many wrong links; a right one is never refused: a village may share one address."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return view(*args, **kwargs)
        except WrongLink:
            _count_wrong_link()
            raise

    return guarded


@limiter.shared_limit("30 per minute", scope="wrong-links")
def _count_wrong_link() -> None:
    """Answer 429 beyond the limit."""

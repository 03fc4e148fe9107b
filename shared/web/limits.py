"""How often something may be tried, counted in the memory of each process: no page ever waits for the broker.

Guesses of a password are counted in the partners' database; what is counted here needs no exact number.
"""

import time

from flask import Flask
from flask_limiter import Limiter, RequestLimit
from flask_limiter.util import get_remote_address

from shared.errors import TriedTooOften


def _refuse(breached: RequestLimit) -> None:
    raise TriedTooOften(int(breached.reset_at - time.time()))


limiter = Limiter(get_remote_address, strategy="moving-window", storage_uri="memory://", on_breach=_refuse)


def add_limits(app: Flask) -> None:
    """Count tries for this app."""
    limiter.init_app(app)

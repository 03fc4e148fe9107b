"""While work is done, a thread beside it says that it still lives: a single step may take longer than a hold."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from shared.log import get_logger
from shared.work.claims import Lost, hold
from shared.work.hand import Hand

BEAT_SECONDS = 10.0
STILL_SECONDS = 30 * 60.0
"""Work that says nothing for so long hangs: its hold runs out, and its worker is ended."""

Alive = Callable[[Session], None]

log = get_logger(__name__)


@contextmanager
def pulse(hand: Hand, alive: Alive) -> Iterator[None]:
    """Hold on to the work inside as long as it moves; ``alive(session)`` is told each time."""
    over = Event()
    thread = Thread(target=_beat, args=(hand, alive, over), name="pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def is_still(hand: Hand) -> bool:
    """Tell whether work has said nothing for too long."""
    return time.monotonic() - hand.stepped_at > STILL_SECONDS


def _beat(hand: Hand, alive: Alive, over: Event) -> None:
    while not over.wait(BEAT_SECONDS) and not is_still(hand):
        try:
            with hand.database.transaction() as session:
                hold(session, hand.work.id, hand.work.claim)
                alive(session)
        except Lost:
            return
        except SQLAlchemyError as error:  # away for a moment, or locked by the work's own long step
            log.warning("pulse_missed", error=repr(error))

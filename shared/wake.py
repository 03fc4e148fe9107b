"""Waking the courier, which otherwise only looks now and then: on PostgreSQL a NOTIFY, with the commit it goes out."""

from sqlalchemy import text
from sqlalchemy.orm import Session

CHANNEL = "outbox"
CLOCK = "clock"
"""What the courier is told where a job of the clock that goes at once may have work."""


def wake_courier(session: Session) -> None:
    """Let the courier look as soon as this transaction has committed; on SQLite it looks often enough."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"NOTIFY {CHANNEL}"))


def wake_clock(session: Session) -> None:
    """Let the clock look for work as soon as this transaction has committed, once however often it is asked to.

    It may be lost: the clock then looks at its own time.
    """
    if session.get_bind().dialect.name == "postgresql" and not session.info.get(CLOCK):
        session.execute(text(f"NOTIFY {CHANNEL}, '{CLOCK}'"))
        session.info[CLOCK] = True

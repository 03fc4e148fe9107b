"""Waking the courier, which otherwise only looks now and then: on PostgreSQL a NOTIFY, with the commit it goes out."""

from sqlalchemy import text
from sqlalchemy.orm import Session

CHANNEL = "outbox"


def wake_courier(session: Session) -> None:
    """Let the courier look as soon as this transaction has committed; on SQLite it looks often enough."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"NOTIFY {CHANNEL}"))

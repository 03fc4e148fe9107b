"""A fresh database of notifications, and what its worker does with facts and time."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.notifications.models import Message
from services.notifications.tasks import delivery
from services.notifications.tasks.consumers import consumers
from shared.database import Database, new_id
from shared.events.contract import Event, dump
from shared.messaging.inbox import HANDLED, Inbox
from shared.settings import Settings

NO_BROKER = "redis://127.0.0.1:1/0"


class Desk:
    """The notifications service as its worker sees it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def hear(self, *facts: Event, story: str | None = None, times: int = 1) -> None:
        """Take each fact from the queue, so many times, as a story of its own unless one is named."""
        for fact in facts:
            message = envelope(fact, story or new_id().hex)
            for _ in range(times):
                consumers.receive(self.database, [message])
            with self.database.reading() as session:
                taken = session.get_one(Inbox, UUID(message["id"]))
            assert taken.state == HANDLED, taken.error

    def deliver(self, smtp_url: str, **settings: str) -> None:
        delivery.deliver_due(self.database, settings_for(self.database, smtp_url, **settings))

    def emails(self, *conditions: Any) -> list[Message]:
        with self.database.reading() as session:
            found = session.scalars(
                select(Message).where(*conditions).order_by(Message.created_at, Message.next_attempt_at)
            )
            return list(found)

    def email(self, template: str) -> Message:
        (found,) = self.emails(Message.template == template)
        return found

    def states(self) -> dict[str, list[str]]:
        states: dict[str, list[str]] = {}
        for email in self.emails():
            states.setdefault(email.template, []).append(email.state)
        return states


def envelope(fact: Event, story: str) -> dict[str, Any]:
    """Return a fact as it stands on the queue, under an id of its own."""
    return {
        "id": str(new_id()),
        "producer": fact.event_name.partition(".")[0],
        "seq": 1,
        "attempt": 1,
        "name": fact.event_name,
        "version": fact.event_version,
        "correlation_id": story,
        "payload": dump(fact),
    }


def settings_for(database: Database, smtp_url: str, **more: str) -> Settings:
    url = database.engine.url.render_as_string(hide_password=False)
    return Settings.from_env(
        "notifications",
        {
            "SINERGI_NOTIFICATIONS_DATABASE_URL": url,
            "SINERGI_REDIS_URL": NO_BROKER,
            "SINERGI_SECRET_KEY": "test-only-" + "s" * 40,
            "SINERGI_DATA_KEY": "test-only-" + "d" * 40,
            "SINERGI_SMTP_URL": smtp_url,
            "SINERGI_PUBLIC_URL": "https://ikm.example",
            **more,
        },
    )


@pytest.fixture
def desk(sqlite_database: Callable[[str], Database]) -> Desk:
    return Desk(sqlite_database("notifications"))


@pytest.fixture
def any_desk(make_database: Callable[[str], Database]) -> Desk:
    """A desk on SQLite and on PostgreSQL in turn."""
    return Desk(make_database("notifications"))

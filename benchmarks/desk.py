"""The least there is to measure: one handler that writes one row per fact, and its peer, one plain task per fact."""

import os
from uuid import uuid4

from celery import Celery
from sqlalchemy import text

from shared.database import Database
from shared.events.partners import InvitationClosed
from shared.messaging.celery import create_worker
from shared.messaging.cli import service_cli
from shared.messaging.consumers import Consumers
from shared.messaging.schedule import Schedule
from shared.settings import Settings

INSERT = text("INSERT INTO effect (account_id) VALUES (:id)")
consumers = Consumers("notifications")


@consumers.on(InvitationClosed)
def note(session, event):
    """Write the one row of a fact."""
    session.execute(INSERT, {"id": str(event.invitation_id)})


def load() -> Celery:
    """Compose the desk named by DESK, with the peer's task on board of the consumer."""
    service = os.environ["DESK"]
    mine = consumers if service == "notifications" else Consumers(service)
    app = create_worker(Settings.from_env(service), mine, Schedule(service))
    app.conf.sinergi_cli = __name__
    databases: list[Database] = []

    def note_one(account_id: str) -> None:
        if not databases:
            databases.append(app.sinergi.database)
        with databases[0].transaction() as session:
            session.execute(INSERT, {"id": account_id})

    app.task(note_one, name="notifications.note_one")
    return app


def fact() -> InvitationClosed:
    """Return a fact with one consumer, as the peer's task has one."""
    return InvitationClosed(invitation_id=uuid4(), ikm_id=uuid4(), offer_id=uuid4(), outcome="expired")


if __name__ == "__main__":
    service_cli(load)()

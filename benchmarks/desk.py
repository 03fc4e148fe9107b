"""The least there is to measure: one handler that writes one row per fact, and its peer, one plain task per fact."""

import os
from datetime import UTC, date, datetime
from uuid import uuid4

from celery import Celery
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.database import Database
from shared.events.partners import OfferClosed, OfferSummary
from shared.messaging.celery import create_worker
from shared.messaging.cli import service_cli
from shared.messaging.consumers import Consumers
from shared.messaging.schedule import Schedule
from shared.settings import Settings

INSERT = text("INSERT INTO effect (fact_id) VALUES (:id)")
consumers = Consumers("notifications")


@consumers.on(OfferClosed)
def note(session: Session, event: OfferClosed) -> None:
    """Write the one row of a fact."""
    session.execute(INSERT, {"id": str(event.offer.offer_id)})


def load() -> Celery:
    """Compose the desk named by DESK, with the peer's task on board of the consumer."""
    service = os.environ["DESK"]
    mine = consumers if service == "notifications" else Consumers(service)
    app = create_worker(Settings.from_env(service), mine, Schedule(service))
    app.conf.sinergi_cli = __name__
    databases: list[Database] = []

    def note_one(fact_id: str) -> None:
        if not databases:
            databases.append(app.sinergi.database)
        with databases[0].transaction() as session:
            session.execute(INSERT, {"id": fact_id})

    app.task(note_one, name="notifications.note_one")
    return app


def fact() -> OfferClosed:
    """Return a fact with one consumer, as the peer's task has one."""
    return OfferClosed(
        offer=OfferSummary(
            offer_id=uuid4(),
            title="Klinik kemasan",
            topic="PENGEMASAN",
            form="PELATIHAN",
            mode="LURING",
            institution_id=uuid4(),
            institution_name="Politeknik",
            institution_email=None,
            starts_on=date(2026, 12, 1),
            ends_on=date(2026, 12, 2),
            place="Sangatta",
            quota=20,
            answer_by=datetime(2026, 11, 28, tzinfo=UTC),
        )
    )


if __name__ == "__main__":
    service_cli(load)()

"""How mail goes in all, as notifications says: the newest that was heard is kept."""

from typing import Any

from services.partners.models import MailFlow
from services.partners.queries.first_page import desk
from shared.clock import now
from shared.database import Database
from shared.events.notifications import MailFlowChanged
from tests.partners.tasks.test_consumers import deliver


def changed(revision: int, **values: Any) -> MailFlowChanged:
    return MailFlowChanged(**{"revision": revision, "state": "working", "reason": None, "since": now(), **values})


def flow(database: Database) -> MailFlow | None:
    with database.reading() as session:
        return desk(session).mail


def test_nothing_is_said_before_anything_was_heard(database: Database) -> None:
    assert flow(database) is None


def test_the_newest_counts_whatever_comes_last(database: Database) -> None:
    deliver(database, changed(2, state="troubled", reason="refusing"), changed(1), times=2)
    kept = flow(database)
    assert (kept.in_trouble, kept.reason) == (True, "refusing")
    deliver(database, changed(3))
    assert not flow(database).in_trouble

"""What waits for people is announced when it has changed, once, and again where it may have been lost."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from shared.database import Database
from shared.events.registry import WaitingCounted
from shared.messaging.outbox import Outbox
from shared.messaging.waiting import Waiting, tell_again


class Desk:
    """A service in which so much waits."""

    def __init__(self, database: Database) -> None:
        self.database, self.waiting = database, 48
        self.counter = Waiting(WaitingCounted, {"import_rows": lambda session: self.waiting})

    def tick(self) -> None:
        with self.database.transaction() as session:
            self.counter.announce(session)

    def said(self) -> list[tuple[int, int]]:
        with self.database.reading() as session:
            facts = session.scalars(select(Outbox.payload).where(Outbox.name == "registry.waiting_counted"))
            return [(fact["revision"], fact["counts"][0]["count"]) for fact in facts]

    def changed(self) -> bool:
        with self.database.reading() as session:
            return self.counter.changed(session)


@pytest.fixture
def desk(make_database: Callable[[str], Database]) -> Desk:
    return Desk(make_database("registry"))


def test_counts_are_announced_once_and_again_when_they_change(desk: Desk) -> None:
    assert desk.changed()
    desk.tick()
    assert not desk.changed()
    desk.tick()
    desk.waiting = 47
    assert desk.changed()
    desk.tick()
    assert desk.said() == [(1, 48), (2, 47)]


def test_two_workers_at_once_announce_once(desk: Desk) -> None:
    ready = Barrier(2)

    def tick() -> None:
        ready.wait()
        desk.tick()

    workers = [Thread(target=tick) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert desk.said() == [(1, 48)]


def test_after_a_return_from_a_copy_they_are_told_above_all_that_was_heard(desk: Desk) -> None:
    desk.tick()
    with desk.database.transaction() as session:
        tell_again(session)
    desk.tick()
    assert [count for _, count in desk.said()] == [48, 48]
    assert desk.said()[-1][0] > 1000

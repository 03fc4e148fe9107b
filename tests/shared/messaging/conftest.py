"""A producer and a consumer over two real databases, joined in memory: what the queue does is the test's choice."""

from datetime import UTC, datetime

import pytest

from shared.events.partners import AccountChanged
from shared.messaging import positions
from shared.messaging.consumers import Consumers
from shared.messaging.heartbeat import beat
from shared.messaging.outbox import Stream, publish
from shared.messaging.relay import relay
from tests.shared.messaging.facts import account_changed


class Desk:
    """Partners as producer, registry as consumer; ``acted`` lists the accounts the handler acted on."""

    def __init__(self, producer, consumer):
        self.producer, self.consumer = producer, consumer
        self.acted = []
        self.queue = []
        self.trouble = lambda session, event: None
        self.consumers = Consumers("registry")
        self.consumers.on(AccountChanged)(self._handle)
        with producer.transaction() as session:
            for name in ("registry", "partners", "notifications"):
                session.add(Stream(consumer=name, last_seq=0, confirmed_seq=0))

    def _handle(self, session, event):
        self.trouble(session, event)
        self.acted.append(str(event.account_id))
        beat(session, str(event.account_id))
        session.flush()

    def send(self, consumer, batch):
        if consumer == "registry":
            self.queue.append(batch)

    def receive(self, *batches):
        for batch in batches:
            self.consumers.receive(self.consumer, batch)

    def effects(self):
        with self.consumer.reading() as session:
            rows = session.connection().exec_driver_sql("SELECT name FROM heartbeat ORDER BY name")
            return [row.name for row in rows]

    def relay(self):
        while relay(self.producer, "partners", self.send):
            pass

    def ask(self):
        """Let the producer ask and the consumer answer; return whether it would, and how many facts go out again."""
        with self.producer.transaction() as session:
            asked = "registry" in positions.unconfirmed_streams(session)
            positions.note_asked(session, "registry")
            void = positions.voids(session, "registry")
        return asked, self.tell(void)

    def tell(self, void=()):
        """Let the consumer say how far it is; return how many facts go out again."""
        with self.consumer.transaction() as session:
            where = positions.position(session, "partners", void)
        with self.producer.transaction() as session:
            return positions.confirm(session, "registry", where["watermark"], where["beyond"])

    def publish(self, count):
        facts = [account_changed() for _ in range(count)]
        with self.producer.transaction() as session:
            publish(session, *facts)
        return sorted(str(fact.account_id) for fact in facts)


@pytest.fixture
def desk(make_database):
    return Desk(make_database("partners"), make_database("registry"))


@pytest.fixture
def later(time_machine):
    """Let seconds pass: ``later(6)``."""
    time_machine.move_to(datetime(2026, 11, 21, 1, 0, tzinfo=UTC))
    return time_machine.shift

"""How facts come in: a batch in one transaction, one by one if that fails, so that a bad fact holds nobody up."""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from billiard.exceptions import SoftTimeLimitExceeded
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared import context
from shared.database import Database
from shared.errors import NotFound, RuleBroken
from shared.events.contract import Event, load
from shared.log import get_logger
from shared.messaging import inbox
from shared.messaging.batch import BATCH
from shared.messaging.envelope import Envelope, inbox_row, is_envelope
from shared.messaging.inbox import HANDLED, PARKED, REFUSED, Inbox
from shared.messaging.restoration import OCCURRED
from shared.patience import may_pass, patiently

Handler = Callable[[Session, Any], None]
Note = Callable[[Session, Envelope, str, str | None], bool]
"""Writes state and error into a fact's inbox row; returns False where the fact is another's or settled."""

MAX_DELIVERIES = 8
"""A fact that has come this often without a trace kills its worker each time: it is parked unhandled."""

log = get_logger(__name__)


class Consumers:
    """The facts one service listens to, each with the one function that answers it."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.handlers: dict[type[Event], Handler] = {}

    def on(self, contract: type[Event]) -> Callable[[Handler], Handler]:
        """Declare the decorated ``handler(session, event)`` as this service's answer to a fact."""

        def declare(handler: Handler) -> Handler:
            if contract in self.handlers:
                raise ValueError(f"{contract.event_name} has two handlers in {self.service}")
            self.handlers[contract] = handler
            return handler

        return declare

    def receive(self, database: Database, messages: list[Any]) -> None:
        """Let a batch of envelopes take effect once.

        Raises only if the database stays out of reach or the time is up: what has left no trace then is sent again, and
        alone from the third time on, so that a fact pays for no other.
        """
        good = {}
        for message in messages:
            if is_envelope(message):
                good[UUID(message["id"])] = message
            else:
                park_unreadable(database, message)
        patiently(lambda: self._receive(database, good))

    def _receive(self, database: Database, messages: dict[UUID, Envelope]) -> None:
        if any(message["attempt"] >= MAX_DELIVERIES for message in messages.values()):
            return self._receive_each(database, messages.values())
        try:
            with database.transaction() as session:
                session.info[BATCH] = len(messages) > 1
                fresh = inbox.claim(
                    session, [inbox_row(event_id, message, HANDLED) for event_id, message in messages.items()]
                )
                for event_id, message in messages.items():
                    if event_id in fresh:
                        self._handle(session, message)
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            if may_pass(error):
                raise
            log.info("batch_taken_apart", error=repr(error), size=len(messages))
            self._receive_each(database, messages.values())

    def _receive_each(self, database: Database, messages: Iterable[Envelope]) -> None:
        for message in messages:
            self._receive_one(database, message)

    def _receive_one(self, database: Database, message: Envelope) -> None:
        if message["attempt"] >= MAX_DELIVERIES:
            return _write(database, _claim, message, PARKED, "delivered too often without effect")
        self._try(database, message, _claim)

    def _try(self, database: Database, message: Envelope, note: Note) -> None:
        """Let a fact act in the transaction that notes it as handled; else note what became of it."""
        with _story_of(message):
            try:
                with database.transaction() as session:
                    if note(session, message, HANDLED, None):
                        self._handle(session, message)
            except (RuleBroken, NotFound) as refusal:
                log.info("fact_no_longer_applies", name=message["name"], reason=refusal.message.template)
                _write(database, note, message, REFUSED, refusal.message.template)
            except SoftTimeLimitExceeded:
                raise
            except Exception as error:
                if may_pass(error):
                    raise
                log.exception("fact_parked", name=message["name"], event_id=message["id"])
                _write(database, note, message, PARKED, repr(error))

    def _handle(self, session: Session, message: Envelope) -> None:
        fact = load(message["name"], message["version"], message["payload"])
        handler = self.handlers.get(type(fact))
        if handler is None:
            raise LookupError(f"{self.service} has no handler for {message['name']}")
        session.info[OCCURRED] = message.get("occurred_at")
        with _story_of(message):
            handler(session, fact)

    def replay(self, database: Database, event_id: UUID) -> None:
        """Take a parked message up again; raises NotFound where none is parked. An interrupted one stays so."""
        with database.reading() as session:
            message = session.scalar(select(Inbox.message).where(Inbox.event_id == event_id, Inbox.state == PARKED))
        if not is_envelope(message):
            raise NotFound()
        self._try(database, message, _settle)


def park_unreadable(database: Database, message: Any) -> None:
    """Keep something that is no fact where staff can see it; the same thing twice is kept once."""
    text = repr(message)
    row = {
        "event_id": UUID(hashlib.sha256(text.encode()).hexdigest()[:32]),
        "producer": "unknown",
        "seq": None,
        "name": "unreadable",
        "state": PARKED,
        "error": "not a message of this system",
        "message": {"raw": text[:20_000]},
        "correlation_id": None,
    }
    with database.transaction() as session:
        inbox.claim(session, [row])


def _story_of(message: Envelope) -> AbstractContextManager[None]:
    return context.acting_as(context.SYSTEM, message["correlation_id"])


def _write(database: Database, note: Note, message: Envelope, state: str, error: str) -> None:
    with database.transaction() as session:
        note(session, message, state, error)


def _claim(session: Session, message: Envelope, state: str, error: str | None) -> bool:
    kept = message if state == PARKED else None
    return bool(
        inbox.claim(session, [{**inbox_row(UUID(message["id"]), message, state), "error": error, "message": kept}])
    )


def _settle(session: Session, message: Envelope, state: str, error: str | None) -> bool:
    kept = message if state == PARKED else None
    return inbox.settle(session, UUID(message["id"]), state=state, error=error, message=kept)

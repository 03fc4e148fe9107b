"""What the mail server said of the last mail: nobody else knows it, until it is written down."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from services.notifications.actions import outcomes
from services.notifications.domain.verdict import Verdict
from services.notifications.models.message import Message
from shared.context import SYSTEM, acting_as
from shared.database import Database
from shared.patience import patiently


class Heard:
    """Lost, the mail would go twice, or its reader be called in vain. To write it down twice changes nothing more."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.answer: tuple[Message, Verdict] | None = None
        self.tells_of_trouble = False

    def __bool__(self) -> bool:
        return self.answer is not None

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a transaction that writes down first what was heard; it is kept until that is committed."""
        with self.database.transaction() as session:
            self.tells_of_trouble = self._settle(session)
            yield session
        self.answer = None

    def write_down(self) -> bool:
        """Write it down by itself, if need be with patience; returns whether the mail server is in trouble."""
        return bool(self) and patiently(self._write_down)

    def _write_down(self) -> bool:
        with self.transaction():
            pass
        return self.tells_of_trouble

    def _settle(self, session: Session) -> bool:
        if self.answer is None:
            return False
        message, verdict = self.answer
        with acting_as(SYSTEM, message.correlation_id):
            return outcomes.settle(session, message.id, message.claim, verdict)

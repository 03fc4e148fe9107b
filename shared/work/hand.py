"""What a work function has in hand: the work's arguments, the way to say how far it is, and the way to write."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from shared.clock import now
from shared.database import Database
from shared.language import Message
from shared.settings import Settings
from shared.work.claims import hold, let_go
from shared.work.files import folder_in
from shared.work.table import DONE, Work

Step = Callable[[int, int | None, Message], None]
"""Says that so many of so many are done, in words. Ends the work where it is to stop."""

NOTED_EVERY_SECONDS = 0.5
BUSY_SECONDS, BREATH_SECONDS = 0.05, 0.12
"""Whoever waits for SQLite looks every tenth of a second whether it is free (sqlite3.c, sqliteDefaultBusyCallback):
without a breath after so long of writing, in one step or in many, nobody else would get in."""

ending = Event()
"""This process was asked to end: work is handed back at its next step."""


class Stopped(Exception):
    """Somebody asked this work to stop."""


class HandedBack(Exception):
    """The process is asked to end: the next one goes on with this work."""


def no_step(done: int, of: int | None, words: Message) -> None:
    """Say nothing: the same work, done at once."""


class Hand:
    """One attempt at one piece of work."""

    def __init__(self, database: Database, settings: Settings, work: Work) -> None:
        self.database, self.settings, self.work = database, settings, work
        self.noted_at = self.stepped_at = self.free_until = time.monotonic()
        self.busy = 0.0
        self.has_ended = False
        self.said: Message | None = None

    @property
    def about(self) -> UUID:
        """The id of what this work is about."""
        assert self.work.noun_id is not None  # noqa: S101 - whoever asked named it
        return self.work.noun_id

    @property
    def arguments(self) -> dict[str, Any]:
        return self.work.arguments

    def step(self, done: int, of: int | None, words: Message, result: dict[str, Any] | None = None) -> None:
        """Say how far the work is, in a transaction of its own; call it as often as you like, but in no transaction.

        ``result``: what came of it so far. Raises Stopped, HandedBack or Lost where the work is to end here.
        """
        self.stepped_at = time.monotonic()
        if self.stepped_at - self.noted_at >= NOTED_EVERY_SECONDS:
            self.note(done, of, words, result)

    def note(self, done: int, of: int | None, words: Message, result: dict[str, Any] | None = None) -> None:
        """Say how far the work is, and what came of it so far, now."""
        self._look(done=done, of=of, words=words.as_json(), result=result)
        self.work.done, self.work.of, self.work.result = done, of, result

    @contextmanager
    def transaction(self, done: int, of: int | None, words: Message) -> Iterator[Session]:
        """Do one step: what is written, and that it is done, are committed together, or neither."""
        self._let_others_in()
        self._look()
        begun = time.monotonic()
        with self.database.transaction() as session:
            yield session
            session.flush()
            # Last, so that whoever asks to stop does not have to wait for the step.
            hold(session, self.work.id, self.work.claim, done=done, of=of, words=words.as_json())
        self.work.done, self.work.of = done, of
        ended = time.monotonic()
        self.busy += ended - begun
        if self.busy > BUSY_SECONDS:
            self.free_until, self.busy = ended + BREATH_SECONDS, 0.0

    def _let_others_in(self) -> None:
        if self.database.is_sqlite:
            time.sleep(max(0.0, self.free_until - time.monotonic()))

    @contextmanager
    def last_step(self, said: Message | None = None, result: dict[str, Any] | None = None,
                  file: Path | None = None) -> Iterator[Session]:  # fmt: skip
        """Do the last step: what is written, and that the work is done, are committed together, or neither.

        ``said``: what became of it, for people; only then known, it may be set inside. ``file``: one made in
        :meth:`new_file`.
        """
        self.said = said
        self._let_others_in()
        self._look()
        with self.database.transaction() as session:
            yield session
            session.flush()
            self.leave(session, DONE, self.said, result=result, result_file=file and file.name)
        self.has_ended = True

    def leave(self, session: Session, state: str, said: Message | None, **values: Any) -> None:
        """Note how this work ended."""
        outcome = {"said": said and said.as_json(), "ended_at": now(), "alone": None}
        let_go(session, self.work.id, self.work.claim, state=state, **outcome, **values)

    def new_file(self, name: str) -> Path:
        """Return where a result that people fetch is to be written; ``name`` is what they get it as."""
        return folder_in(self.settings.data_dir, self.work.id) / name

    def _look(self, **values: Any) -> None:
        self.noted_at = self.stepped_at = time.monotonic()
        with self.database.transaction() as session:
            stopped_by = hold(session, self.work.id, self.work.claim, **values)
        if stopped_by:
            raise Stopped
        if ending.is_set():
            raise HandedBack

"""Who acts, and which story this is: carried from request to outbox to message to log."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID, uuid4


@dataclass(frozen=True)
class Actor:
    """The person or machine on whose behalf something is done."""

    id: UUID | None
    name: str
    role: str
    institution_id: UUID | None = None


SYSTEM = Actor(None, "Sinergi IKM", "system")

_actor: ContextVar[Actor] = ContextVar("actor", default=SYSTEM)
_correlation_id: ContextVar[str | None] = ContextVar("correlation_id", default=None)


def actor() -> Actor:
    """Return who acts; the system where nobody is signed in."""
    return _actor.get()


def correlation_id() -> str:
    """Return the id of the current story, starting one where there is none."""
    current = _correlation_id.get()
    if current is None:
        current = uuid4().hex
        _correlation_id.set(current)
    return current


@contextmanager
def acting_as(who: Actor, story: str | None = None) -> Iterator[None]:
    """Do everything inside on behalf of ``who``, as part of ``story`` (default: a new one)."""
    actor_token = _actor.set(who)
    story_token = _correlation_id.set(story or uuid4().hex)
    try:
        yield
    finally:
        _actor.reset(actor_token)
        _correlation_id.reset(story_token)

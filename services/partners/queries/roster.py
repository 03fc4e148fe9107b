"""The roster of all IKM that this process holds: read once, then only what was written since it last looked."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from services.partners.domain.roster import Roster
from services.partners.models.change_number import Horizon, has_news, horizon, written_since
from services.partners.models.ikm_profile import IkmProfile, facts_in_portions
from shared.database import is_reading, only_reading

FEW = 10
"""Where more than one in so many changed, all are read anew: that is cheaper than to put them in one by one."""


@dataclass(frozen=True)
class _Held:
    """``seen``: how far it was read; the next look reads on from there."""

    roster: Roster
    seen: Horizon


_held: WeakKeyDictionary[Engine, _Held] = WeakKeyDictionary()
_looking = Lock()


def current(session: Session) -> Roster:
    """Return the roster as this session sees the IKM, with what it wrote itself."""
    engine = session.get_bind().engine
    with _looking:
        if is_reading(session):
            _held[engine] = _brought_up_to_date(session, _held.get(engine))
            return _held[engine].roster
        # Whoever writes may still take it back: what is kept for later looks is seen by a session that only reads.
        with Session(engine) as apart, only_reading(apart):
            _held[engine] = _brought_up_to_date(apart, _held.get(engine))
        return _brought_up_to_date(session, _held[engine]).roster


def _brought_up_to_date(session: Session, known: _Held | None) -> _Held:
    # Before the rows: whatever is committed in between is read once more, never missed.
    seen = horizon(session)
    changed = _count_changed(session, known.seen) if known else 0
    if known is None or changed * FEW > len(known.roster):
        return _Held(_read(session), seen)
    return _Held(known.roster.with_changed(_read(session, known.seen)) if changed else known.roster, seen)


def _count_changed(session: Session, seen: Horizon) -> int:
    if is_reading(session) and not has_news(session, IkmProfile.changed_in, seen):
        return 0
    written = written_since(session, IkmProfile.changed_in, seen)
    return session.scalar(select(func.count()).select_from(IkmProfile).where(written)) or 0


def _read(session: Session, seen: Horizon | None = None) -> Roster:
    with _without_collecting():
        return Roster.joined([Roster.of(portion) for portion in facts_in_portions(session, seen)])


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave the collector of garbage out: it looks again and again through what holds no circle, most of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()

"""The roster of all IKM that this process holds: read once, then only what was written since it last looked."""

from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.partners.domain.roster import Roster
from services.partners.models.change_number import horizon
from services.partners.models.ikm_profile import all_facts

FEW = 10
"""Where more than one in so many changed, all are read anew: that is cheaper than to put them in one by one."""


@dataclass(frozen=True)
class _Held:
    """``since`` is the horizon from which the next look reads on."""

    roster: Roster
    since: int


_held: WeakKeyDictionary[Engine, _Held] = WeakKeyDictionary()
_looking = Lock()


def current(session: Session) -> Roster:
    """Return the roster as this session sees the IKM, with what it wrote itself.

    What a session that only reads has seen is kept for the next look; whoever writes may still take it back.
    """
    with _looking:
        engine = session.get_bind().engine
        # Before the rows: whatever is committed in between is read once more, never missed.
        since = horizon(session)
        roster = _brought_up_to_date(session, _held.get(engine))
        if session.connection().get_execution_options().get("reading"):
            _held[engine] = _Held(roster, since)
        return roster


def _brought_up_to_date(session: Session, known: _Held | None) -> Roster:
    if known is None:
        return Roster.of(all_facts(session))
    changed = all_facts(session, known.since)
    if len(changed) * FEW > len(known.roster):
        return Roster.of(all_facts(session))
    return known.roster.with_changed(Roster.of(changed)) if changed else known.roster

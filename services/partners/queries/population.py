"""How many IKM there are by kecamatan: counted once by a process, and anew only after somebody wrote about an IKM."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from services.partners.models.change_number import Horizon, has_news, horizon
from services.partners.models.ikm_profile import IkmProfile
from shared.database import is_reading

GONE = ("merged", "closed")
"""What the register's list does not show unasked: the figure opens that list."""

ByKecamatan = Mapping[str | None, int]


@dataclass(frozen=True)
class _Held:
    """``seen``: what the look that counted could see."""

    counts: ByKecamatan
    seen: Horizon


_held: WeakKeyDictionary[Engine, _Held] = WeakKeyDictionary()


def by_kecamatan(session: Session) -> ByKecamatan:
    """Return how many there are in each kecamatan, as this session sees them."""
    if not is_reading(session):
        return _counted(session)
    engine, seen = session.get_bind().engine, horizon(session)
    held = _held.get(engine)
    if held is None or not seen.covers(held.seen) or has_news(session, IkmProfile.changed_in, held.seen):
        held = _held[engine] = _Held(_counted(session), seen)
    return held.counts


def _counted(session: Session) -> ByKecamatan:
    # Grouped as their index stands: no row is fetched, and nothing has to be put in order.
    counts = select(IkmProfile.status, IkmProfile.kecamatan_code, func.count())
    found: Counter[str | None] = Counter()
    for status, code, count in session.execute(counts.group_by(IkmProfile.status, IkmProfile.kecamatan_code)):
        if status not in GONE:
            found[code] += count
    return found

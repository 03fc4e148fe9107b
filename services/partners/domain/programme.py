"""An offer as matching sees it: its subject, its time, and whom it is for. Empty conditions let everybody in."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class Meeting:
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Meeting") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Programme:
    offer_id: UUID
    title: str
    topic: str
    mode: str
    starts_on: date
    ends_on: date
    meetings: tuple[Meeting, ...] = ()
    clusters: frozenset[str] = frozenset()
    kbli_prefixes: tuple[str, ...] = ()
    kecamatan: frozenset[str] = frozenset()
    size_classes: frozenset[str] = frozenset()
    required_certificates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Engagement:
    """A seat an IKM holds in another offer."""

    offer_id: UUID
    title: str
    starts_on: date
    ends_on: date
    meetings: tuple[Meeting, ...] = ()

    def shares_days_with(self, programme: Programme) -> bool:
        return self.starts_on <= programme.ends_on and programme.starts_on <= self.ends_on

    def meets_during(self, programme: Programme) -> bool:
        return any(mine.overlaps(theirs) for mine in self.meetings for theirs in programme.meetings)

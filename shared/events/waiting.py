"""What every service may announce of its own: how much waits in it for people."""

from dataclasses import dataclass
from datetime import datetime

from shared.events.contract import Event


@dataclass(frozen=True, kw_only=True)
class WaitingCount:
    """``key`` is one of the producer's ``site.toml``, where its words and its address stand."""

    key: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Counted(Event):
    """All counts of one service at a moment, announced when one has changed. The highest revision wins."""

    revision: int
    counted_at: datetime
    counts: list[WaitingCount]

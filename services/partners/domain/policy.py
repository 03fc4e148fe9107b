"""The scoring policy: points per criterion and the office's limits, as data that staff version (product.md, 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.language import Message, msg

CRITERIA: dict[str, Message] = {
    "need": msg("Need on the topic"),
    "cluster": msg("Priority cluster"),
    "severity": msg("Severity of the gap"),
    "unserved": msg("Not served lately"),
    "mobility": msg("Low-mobility kecamatan"),
    "momentum": msg("Momentum of earlier training"),
    "reachable": msg("Reachable"),
}
FIRST_WEIGHTS: Mapping[str, int] = {
    "need": 30, "cluster": 20, "severity": 15, "unserved": 15, "mobility": 10, "momentum": 5, "reachable": 5,
}  # fmt: skip
FIRST_CLUSTERS = ("PISANG", "KAKAO", "PANGAN_OLAHAN")


@dataclass(frozen=True)
class Policy:
    """``lately_days``: unserved for so long earns full points; ``answer_days``: the least time to answer."""

    version: int = 1
    weights: Mapping[str, int] = field(default_factory=lambda: dict(FIRST_WEIGHTS))
    priority_clusters: frozenset[str] = frozenset(FIRST_CLUSTERS)
    yearly_cap: int = 3
    lately_days: int = 365
    answer_days: int = 2
